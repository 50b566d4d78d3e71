package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Stands in for Google: signs ID tokens with a key of its own. */
final class TestProvider {

    static final String CLIENT = "our-app.apps.example.com";

    private final String name;
    private final SigningKey key = SigningKey.generate();

    TestProvider(String name) {
        this.name = name;
    }

    /** What the settings need to believe it. */
    IdTokenIssuer issuer() {
        return IdTokenIssuer.of(name, url(), CLIENT, keys());
    }

    String keys() {
        ObjectNode keys = Json.object();
        keys.putArray("keys").add(key.publicJwk().orElseThrow());
        return Json.print(keys);
    }

    String url() {
        return "https://" + name + ".example.com";
    }

    /** For tests that mint tokens themselves. A secret of this test run. */
    String privateKey() {
        return Json.print(key.toPrivateJwk());
    }

    static String newSubject() {
        return UUID.randomUUID().toString();
    }

    /** A good token, changed as the test wants it. */
    String token(Clock clock, String subject, String email, Consumer<ObjectNode> change) {
        long now = clock.instant().getEpochSecond();
        ObjectNode claims = Json.object()
                .put("iss", url())
                .put("sub", subject)
                .put("aud", CLIENT)
                .put("iat", now)
                .put("exp", now + 3600)
                .put("email", email)
                .put("email_verified", true)
                .put("name", "Ada Lovelace")
                .put("picture", "https://example.com/ada.png");
        change.accept(claims);
        return Jws.print(key.header(), claims, key::sign);
    }

    String token(Clock clock, String subject, String email) {
        return token(clock, subject, email, claims -> {});
    }

    /** The body of the request that signs in by the token. */
    ObjectNode body(String token) {
        return Json.object().put("provider", name).put("id_token", token);
    }
}
