/**
 * The auth server of the local Supabase: users, sessions and tokens under {@code /auth/v1}, with the answers of Supabase
 * Auth (GoTrue) and its data in the {@code auth} schema.
 *
 * <ul>
 *   <li>{@link dev.deputy.local.auth.AuthServer} puts it together; {@link dev.deputy.local.auth.AuthSettings} and
 *       {@link dev.deputy.local.auth.ProjectKeys} are what it is given.
 *   <li>Endpoints, a class per group: {@code SignUp}, {@code SignIn} and {@code Refresh} (the grants),
 *       {@code CurrentUser}, {@code SignOut}, {@code AdminUsers}, {@code About}, {@code MyFactors},
 *       {@code FactorProof}, {@code IdTokenSignIn}, {@code MyIdentities}.
 *   <li>By mail and text message: {@code PasswordlessSignIn}, {@code Recovery}, {@code Resend}, {@code Invitations},
 *       {@code Reauthentication} write, with {@code Mails} and {@code TextMessages}, which {@code Post} sends on when the
 *       transaction is committed; {@code Verification} takes what comes back, with {@code SentCodes} (is it good?) and
 *       {@code Confirmations} (what follows?); {@code CodeExchange} ends flows that began with a {@code CodeChallenge}.
 *   <li>By way of a provider: {@code SocialSignIn}, {@code SocialPage} in the provider's place, {@code SocialAccounts}.
 *   <li>What they work with: the {@code Tables} ({@code Users}, {@code UserChanges}, {@code Identities},
 *       {@code Sessions}, {@code RefreshTokens}) over {@code Database}; {@code Passwords}; {@code AccessTokens} and {@code SignedTokens} over the
 *       {@link dev.deputy.local.auth.SigningKeys} ({@code EllipticCurveKey}, {@code RsaKey}, {@code SharedSecret});
 *       {@code Authentication} says whose token a request carries; {@code Dialect} writes failures.
 * </ul>
 */
@NullMarked
package dev.deputy.local.auth;

import org.jspecify.annotations.NullMarked;
