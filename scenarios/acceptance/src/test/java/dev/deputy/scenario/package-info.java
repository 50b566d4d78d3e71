/**
 * The list of requests and answers ({@code ScenariosTest}) that each {@code Application}, started as a process of its own
 * on each JDK at hand ({@code JavaHome}), must pass against one {@code Project}.
 */
@NullMarked
package dev.deputy.scenario;

import org.jspecify.annotations.NullMarked;
