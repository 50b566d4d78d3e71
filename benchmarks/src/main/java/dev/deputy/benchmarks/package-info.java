/** Benchmarks with JMH: what verifying a token costs, beside the bare signature check and other libraries. */
@NullMarked
package dev.deputy.benchmarks;

import org.jspecify.annotations.NullMarked;
