/** A contender: Spring Boot as an OAuth2 resource server, as its documentation shows. */
@NullMarked
package dev.deputy.benchmarks.whole;

import org.jspecify.annotations.NullMarked;
