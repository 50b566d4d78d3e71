/**
 * PostgreSQL as a child process, with the roles and the {@code auth} schema of a hosted Supabase project.
 *
 * <p>{@link dev.deputy.local.postgres.EmbeddedPostgres} is the server, {@link dev.deputy.local.postgres.DataFolder} where
 * it keeps its data, {@link dev.deputy.local.postgres.LoginRole} who may log in. Behind them: {@code Binaries} are unpacked and
 * a {@code Template} cluster is initialised once per user into the {@code Cache}; a new data folder is a copy of that
 * template; {@code ServerProcess} starts and stops the server under the {@code ServerAccount} that fits.
 */
@NullMarked
package dev.deputy.local.postgres;

import org.jspecify.annotations.NullMarked;
