/**
 * Who is calling.
 *
 * <ul>
 *   <li>{@link dev.deputy.SupabaseConfig}: which project this is, and what is accepted
 *   <li>{@link dev.deputy.TokenVerifier}: turns an access token into a {@link dev.deputy.Caller}; here in this process
 *       ({@code of}), or with the Auth server's word too ({@code remote}), or yours (a {@link dev.deputy.CallerCheck})
 *   <li>{@link dev.deputy.Gate}: decides about an HTTP request, by what an {@link dev.deputy.Access} lets in: users, API
 *       keys, everybody; the {@link dev.deputy.Decision} says as whom it comes in or what to answer
 *   <li>{@link dev.deputy.WebhookVerifier}: says whether Supabase sent a webhook or auth hook
 *   <li>{@link dev.deputy.AuthListener}: hears of it all, for metrics
 * </ul>
 *
 * <p>Inside, a token is read ({@code SignedToken}), proven by an issuer with its keys ({@code LocalVerifier},
 * {@code TrustedIssuer}, {@code FetchedKeys}), held against rules ({@code ClaimsRules}) and remembered by its hash
 * ({@code VerifiedTokens}). Remote verification ({@code RemoteVerifier}) does as much of that as it can, and then looks
 * for the Auth server's answer: among those of a moment ago ({@code Confirmations}), else by asking with restraint
 * ({@code AuthServer}, {@code UserEndpoint}); {@code UserAnswer} has the table of what each answer means.
 */
@NullMarked
package dev.deputy;

import org.jspecify.annotations.NullMarked;
