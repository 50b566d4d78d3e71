/** The scenarios' program on WebFlux: {@code Application} with its rules, controllers, and {@code Notes} behind them. */
@NullMarked
package dev.deputy.scenario;

import org.jspecify.annotations.NullMarked;
