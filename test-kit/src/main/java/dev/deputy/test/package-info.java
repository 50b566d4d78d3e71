/**
 * What tests of a service need to be called by somebody.
 *
 * <ul>
 *   <li>{@link dev.deputy.test.TestIssuer}: a Supabase project as far as tokens go, without a server
 *   <li>{@link dev.deputy.test.TestToken}: one access token of it, good unless told otherwise
 * </ul>
 */
@NullMarked
package dev.deputy.test;

import org.jspecify.annotations.NullMarked;
