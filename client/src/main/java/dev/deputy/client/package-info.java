/**
 * Supabase's own APIs for servers, as the caller.
 *
 * <ul>
 *   <li>{@link dev.deputy.client.SupabaseClient}: one per application; it remembers nobody
 *   <li>{@link dev.deputy.client.Supabase}: the same, as one caller; {@link dev.deputy.client.AdminSupabase}: the same,
 *       past row level security
 *   <li>Data: a {@link dev.deputy.client.Table} is read with a {@link dev.deputy.client.Select} and written with an
 *       {@link dev.deputy.client.Insert}, {@link dev.deputy.client.Upsert} or {@link dev.deputy.client.Change}; a
 *       {@link dev.deputy.client.Call} calls a function of the database. {@link dev.deputy.client.Filters} has the
 *       filters of all of them
 *   <li>Files: {@link dev.deputy.client.Storage} and {@link dev.deputy.client.Bucket}
 *   <li>Edge Functions: {@link dev.deputy.client.FunctionCall}
 *   <li>Users: {@link dev.deputy.client.Auth} signs in and keeps nothing; {@link dev.deputy.client.AuthAdmin} administers
 *   <li>What goes wrong is a {@link dev.deputy.client.SupabaseException}: one kind per service
 * </ul>
 *
 * <p>Inside, a {@code Request} says what is asked, a {@code Channel} asks it as somebody ({@code Identity}) over the
 * {@code Http} that all share, and a {@code Reply} is the answer. {@code Operand} and {@code Addresses} see to it that a
 * value stays a value.
 */
@NullMarked
package dev.deputy.client;

import org.jspecify.annotations.NullMarked;
