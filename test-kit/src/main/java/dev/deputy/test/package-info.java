/**
 * What tests of a service need to be called by somebody.
 *
 * <ul>
 *   <li>{@link dev.deputy.test.TestIssuer}: a Supabase project as far as tokens go, without a server
 *   <li>{@link dev.deputy.test.TestToken}: one access token of it, good unless told otherwise
 *   <li>{@link dev.deputy.test.SupabaseTest}: a Supabase with a database of its own for a test class, by
 *       {@link dev.deputy.test.SupabaseExtension} ({@code TestSupabase} is the one that runs)
 *   <li>{@link dev.deputy.test.WithCaller}: who calls in a test ({@code Who}); {@code CallerParameter} gives them to JUnit,
 *       {@code WithCallerListener} to a Spring test ({@code SpringCallers}), {@code CallersTokens} to its clients, and
 *       {@code TestIssuerAutoConfiguration} is the project of tests of one slice
 * </ul>
 */
@NullMarked
package dev.deputy.test;

import org.jspecify.annotations.NullMarked;
