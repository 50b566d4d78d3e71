/**
 * The dashboard of a local Supabase: the page at {@code /}, and the control API under {@code /deputy/v1} that it and
 * tests in other languages use.
 *
 * <p>{@link dev.deputy.local.dashboard.Dashboard} is what the gateway mounts; {@code Guard} says which pages and programs
 * may come in, {@link dev.deputy.local.dashboard.ControlSecret} is what they must know; {@code WebFiles} are the page's
 * files. The other classes each answer a part of the control API.
 */
@NullMarked
package dev.deputy.local.dashboard;

import org.jspecify.annotations.NullMarked;
