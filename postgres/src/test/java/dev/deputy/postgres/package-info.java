@NullMarked
package dev.deputy.postgres;

import org.jspecify.annotations.NullMarked;
