/** One application, guarded by Deputy's starter or by Spring's oauth2ResourceServer: whichever is on the class path. */
@NullMarked
package dev.deputy.benchmarks.context;

import org.jspecify.annotations.NullMarked;
