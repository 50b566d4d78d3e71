package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /.well-known/openid-configuration} (OpenID Connect Discovery 1.0, section 4.2): where everything is, for those
 * who know the issuer only. As Supabase's, it names the endpoints of the OAuth server also where that is off.
 */
final class Discovery {

    private final String issuer;
    private final String url;

    Discovery(AuthSettings settings) {
        this.issuer = settings.issuer();
        this.url = settings.url().toString();
    }

    Answer configuration(Call call) {
        ObjectNode body = Json.object()
                .put("issuer", issuer)
                .put("authorization_endpoint", url + "/oauth/authorize")
                .put("token_endpoint", url + "/oauth/token")
                .put("jwks_uri", url + "/.well-known/jwks.json")
                .put("userinfo_endpoint", url + "/oauth/userinfo");
        put(body, "scopes_supported", "openid", "profile", "email", "phone");
        put(body, "response_types_supported", "code");
        put(body, "response_modes_supported", "query");
        put(body, "grant_types_supported", "authorization_code", "refresh_token");
        put(body, "subject_types_supported", "public");
        put(body, "id_token_signing_alg_values_supported", "RS256", "HS256", "ES256");
        put(body, "token_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post", "none");
        put(
                body,
                "claims_supported",
                "sub",
                "aud",
                "iss",
                "exp",
                "iat",
                "auth_time",
                "nonce",
                "email",
                "email_verified",
                "phone_number",
                "phone_number_verified",
                "name",
                "picture",
                "preferred_username",
                "updated_at");
        put(body, "code_challenge_methods_supported", "S256", "plain");
        return Answer.json(200, body).with("Cache-Control", "public, max-age=600");
    }

    private static void put(ObjectNode body, String name, String... values) {
        List.of(values).forEach(body.putArray(name)::add);
    }
}
