/** The program of the README, tried. */
@NullMarked
package dev.deputy.example.hello;

import org.jspecify.annotations.NullMarked;
