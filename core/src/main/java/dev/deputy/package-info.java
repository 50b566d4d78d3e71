/** Who is calling. */
@NullMarked
package dev.deputy;

import org.jspecify.annotations.NullMarked;
