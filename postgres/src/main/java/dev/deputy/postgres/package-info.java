/**
 * SQL as the caller, under row level security.
 *
 * <p>{@link dev.deputy.postgres.RowLevelSecurity} is where one starts, {@link dev.deputy.postgres.Identity} is whom a
 * transaction acts for, {@link dev.deputy.postgres.RefusedException} is what one sees when Deputy says no before
 * Postgres is asked, and {@link dev.deputy.postgres.DeniedException} when Postgres says it itself.
 * {@link dev.deputy.postgres.NoRowsException} is for changes that reached nothing, where that is asked for.
 * {@link dev.deputy.postgres.SignOuts} hears of sessions that end.
 * {@link dev.deputy.postgres.Doctor} examines a database, {@link dev.deputy.postgres.Migrations} holds the SQL that some
 * settings need, {@link dev.deputy.postgres.Pooler} knows what a driver needs behind one.
 *
 * <p>How it works inside: a {@code Lease} is one borrowed connection; before the first statement of each of its
 * transactions it runs a {@code SetUp}, one {@code select set_config(…)} that an {@code Impersonation} makes out; a
 * {@code Flight} takes that along with the user's own first statement. {@code GuardedConnection} and its
 * kin are what the user's code holds in its hands: they tell the lease about every statement and let nothing pass that
 * {@code CallerStatements} does not know as harmless. A {@code LoginRole} is checked before any of it begins.
 */
@NullMarked
package dev.deputy.postgres;

import org.jspecify.annotations.NullMarked;
