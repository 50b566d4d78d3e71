package dev.deputy.local.auth;

import dev.deputy.local.http.Body;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ID tokens of providers (OpenID Connect Core 1.0, section 2), verified with the keys that the settings give. */
final class IdTokens {

    /** Those that GoTrue takes ID tokens of, and that the settings may stand in for. */
    private static final Map<String, String> REAL_ISSUERS = Map.of(
            "apple", "https://appleid.apple.com",
            "google", "https://accounts.google.com",
            "azure", "",
            "facebook", "https://www.facebook.com",
            "keycloak", "",
            "kakao", "https://kauth.kakao.com");

    /** Claims that are kept as they are: OpenID Connect Core 1.0, section 5.1. */
    private static final List<String> KEPT = List.of(
            "iss",
            "sub",
            "name",
            "family_name",
            "given_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "email",
            "phone");

    private final List<IdTokenIssuer> issuers;
    private final Clock clock;

    IdTokens(List<IdTokenIssuer> issuers, Clock clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /** Whom the request's {@code id_token} speaks of. */
    ProviderIdentity read(Body body) {
        String idToken = body.text("id_token");
        if (idToken.isEmpty()) {
            throw invalid("invalid request", "id_token required");
        }
        IdTokenIssuer issuer = issuer(body);
        Jws token = believed(idToken, issuer);
        ObjectNode claims = token.claims();
        if (claims.path("sub").asString("").isEmpty()) {
            throw invalid("invalid request", "Missing sub claim in id_token");
        }
        if (!isFor(claims.path("aud"), issuer)) {
            throw invalid("invalid request", "Unacceptable audience in id_token: " + Json.print(claims.path("aud")));
        }
        checkNonce(claims, body.text("nonce"), issuer);
        checkAccessToken(claims, body.text("access_token"));
        return identity(issuer, claims);
    }

    private IdTokenIssuer issuer(Body body) {
        String provider = body.text("provider");
        String wanted = body.text("issuer");
        if (provider.isEmpty() && (body.text("client_id").isEmpty() || wanted.isEmpty())) {
            throw invalid("invalid request", "provider or client_id and issuer required");
        }
        Optional<IdTokenIssuer> found = issuers.stream()
                .filter(issuer -> provider.isEmpty()
                        ? issuer.issuer().equals(wanted)
                        : issuer.provider().equals(provider))
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        String real = REAL_ISSUERS.get(provider);
        throw real == null
                ? new Failure(400, "validation_failed", "Custom OIDC provider \"" + provider + "\" not allowed")
                : new Failure(400, "provider_disabled", "Provider (issuer \"" + real + "\") is not enabled");
    }

    private Jws believed(String idToken, IdTokenIssuer issuer) {
        Jws token;
        try {
            token = Jws.parse(idToken);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        ObjectNode claims = token.claims();
        long now = clock.instant().getEpochSecond();
        boolean ours = claims.path("iss").asString("").equals(issuer.issuer());
        boolean current =
                claims.path("exp").isNumber() && now < claims.path("exp").asDouble();
        // RFC 7515, section 4.1.11: a critical header that we do not know (we know none) makes the token invalid.
        if (!ours
                || !current
                || token.header().has("crit")
                || !IssuerKeys.parse(issuer.keys()).haveSigned(token)) {
            throw bad();
        }
        return token;
    }

    private static boolean isFor(JsonNode audience, IdTokenIssuer issuer) {
        return audience.isArray()
                ? audience.valueStream().anyMatch(one -> isFor(one, issuer))
                : issuer.clientIds().contains(audience.asString(""));
    }

    /** The token has the hash, so that who finds the token cannot use it. */
    private static void checkNonce(ObjectNode claims, String nonce, IdTokenIssuer issuer) {
        String hash = claims.path("nonce").asString("");
        if (!issuer.nonceChecked()) {
            return;
        }
        if (hash.isEmpty() != nonce.isEmpty()) {
            throw invalid("invalid request", "Passed nonce and nonce in id_token should either both exist or not.");
        }
        if (!hash.isEmpty() && !hash.equals(HexFormat.of().formatHex(sha256(nonce)))) {
            throw invalid("invalid nonce", "Nonces mismatch");
        }
    }

    /** OpenID Connect Core 1.0, section 3.1.3.6: both algorithms that we take have SHA-256 in them. */
    private static void checkAccessToken(ObjectNode claims, String accessToken) {
        String hash = claims.path("at_hash").asString("");
        if (!accessToken.isEmpty()
                && !hash.isEmpty()
                && !hash.equals(Base64Url.encode(Arrays.copyOf(sha256(accessToken), 16)))) {
            throw bad();
        }
    }

    private static ProviderIdentity identity(IdTokenIssuer issuer, ObjectNode claims) {
        ObjectNode data = Json.object();
        for (String name : KEPT) {
            String text = claims.path(name).asString("");
            if (!text.isEmpty()) {
                data.put(name, text);
            }
        }
        copy(data, "name", "full_name");
        copy(data, "picture", "avatar_url");
        String subject = claims.path("sub").asString("");
        // Apple writes the truth as text.
        boolean verified = claims.path("email_verified").asString("").equals("true")
                || claims.path("email_verified").asBoolean(false);
        data.put("provider_id", subject).put("email_verified", verified).put("phone_verified", false);
        String email = data.path("email").asString("").toLowerCase(Locale.ROOT);
        return new ProviderIdentity(issuer.provider(), subject, email, verified, data);
    }

    private static void copy(ObjectNode data, String from, String to) {
        if (data.has(from)) {
            data.set(to, data.get(from));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Failure bad() {
        return invalid("invalid request", "Bad ID token");
    }

    private static Failure invalid(String error, String why) {
        return new Failure(400, "validation_failed", why, Map.of("error", error, "error_description", why), null);
    }
}
