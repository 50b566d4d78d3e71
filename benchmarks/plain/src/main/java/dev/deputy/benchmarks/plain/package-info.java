/** The endpoints of examples/notes as one writes them without Deputy: the user's id goes into every statement. */
@NullMarked
package dev.deputy.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
