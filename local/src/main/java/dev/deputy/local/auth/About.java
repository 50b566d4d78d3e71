package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Json;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** What anybody may know of the server: its health, its settings, the keys to verify its tokens with. */
final class About {

    private final AuthSettings settings;
    private final ProjectKeys keys;

    About(AuthSettings settings, ProjectKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    Answer health(Call call) {
        return Answer.json(
                200,
                Json.object()
                        .put("version", "deputy-local")
                        .put("name", "GoTrue")
                        .put("description", "GoTrue is a user registration and authentication API"));
    }

    Answer settings(Call call) {
        ObjectNode external = Json.object().put("anonymous_users", settings.anonymousSignIns());
        new TreeSet<>(SocialSettings.KNOWN)
                .forEach(provider ->
                        external.put(provider, settings.social().providers().contains(provider)));
        external.put("email", settings.emailSignIns()).put("phone", settings.phoneSignIns());
        ObjectNode body = Json.object();
        body.set("external", external);
        return Answer.json(
                200,
                body.put("disable_signup", !settings.signUps())
                        .put("mailer_autoconfirm", settings.mail().autoconfirm())
                        .put("phone_autoconfirm", settings.sms().autoconfirm())
                        .put("sms_provider", "")
                        .put("saml_enabled", false)
                        .put("saml_private_key_next_configured", false)
                        .put("passkeys_enabled", false));
    }

    /** Public keys only: a project that signs by its secret shows none. */
    Answer keySet(Call call) {
        ObjectNode body = Json.object();
        body.set("keys", keys.signingKeys().published());
        return Answer.json(200, body).with("Cache-Control", "public, max-age=600");
    }
}
