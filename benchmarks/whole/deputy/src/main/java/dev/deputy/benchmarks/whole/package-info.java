/** A contender: Spring Boot with Deputy. */
@NullMarked
package dev.deputy.benchmarks.whole;

import org.jspecify.annotations.NullMarked;
