/** An application, and its tests with the kit. */
@NullMarked
package dev.deputy.test.notes;

import org.jspecify.annotations.NullMarked;
