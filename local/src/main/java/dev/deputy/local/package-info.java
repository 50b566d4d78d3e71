/**
 * A Supabase in one JVM, for trying, developing and testing: a library
 * ({@link dev.deputy.local.LocalSupabase#start()}) and a command ({@code Main}, with {@code StartCommand} and
 * {@code StatusCommand}).
 *
 * <p>{@code dev.deputy.local.postgres} runs the database, {@code dev.deputy.local.auth} is the auth server,
 * {@code dev.deputy.local.http} the one HTTP port that all is reached by.
 */
@NullMarked
package dev.deputy.local;

import org.jspecify.annotations.NullMarked;
