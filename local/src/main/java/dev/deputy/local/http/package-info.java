/**
 * The front door of the local Supabase: one loopback port, cross-origin rules, API keys, and the services behind it.
 *
 * <p>{@link dev.deputy.local.http.Gateway} listens and lets in; an {@link dev.deputy.local.http.Endpoint} turns a
 * {@link dev.deputy.local.http.Call} into an {@link dev.deputy.local.http.Answer} or throws a
 * {@link dev.deputy.local.http.Failure}; {@link dev.deputy.local.http.Routes} picks the endpoint within a service.
 */
@NullMarked
package dev.deputy.local.http;

import org.jspecify.annotations.NullMarked;
