/** The program of the README. */
@NullMarked
package dev.deputy.example.hello;

import org.jspecify.annotations.NullMarked;
