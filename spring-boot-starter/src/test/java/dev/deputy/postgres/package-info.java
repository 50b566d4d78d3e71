/** What tests of the starter need from inside this package. */
@NullMarked
package dev.deputy.postgres;

import org.jspecify.annotations.NullMarked;
