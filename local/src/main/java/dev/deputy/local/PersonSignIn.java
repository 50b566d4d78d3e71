package dev.deputy.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deputy.local.dashboard.ControlSecret;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Signs people in over the control API, which faults and API keys do not concern. */
record PersonSignIn(LocalApi control) {

    PersonSignIn(URI apiUrl, ControlSecret secret) {
        this(LocalApi.ofControl(apiUrl, secret.reveal()));
    }

    Session signIn(Person person) {
        Map<String, Object> said = Map.of(
                "email_confirm", true,
                "app_metadata", person.appMetadata(),
                "user_metadata", person.userMetadata());
        String id = find(person.email())
                .map(known -> change(known, said))
                .orElseGet(() -> create(person.email(), said))
                .required("id")
                .asString();
        return Session.of(control.send("POST", "/users/" + id + "/sessions", Map.of("aal", person.aal())));
    }

    private JsonNode create(String email, Map<String, Object> said) {
        Map<String, Object> all = new HashMap<>(said);
        all.put("email", email);
        try {
            return control.send("POST", "/users", all);
        } catch (LocalApi.RefusedException e) {
            if (!e.code().equals("email_exists")) {
                throw e;
            }
            // Somebody else was faster, with the same address at the same time.
            return change(find(email).orElseThrow(() -> e), said);
        }
    }

    private JsonNode change(String id, Map<String, Object> said) {
        return control.send("PUT", "/users/" + id, said);
    }

    private Optional<String> find(String email) {
        JsonNode found =
                control.send("GET", "/users?per_page=1000&filter=" + URLEncoder.encode(email, UTF_8), Map.of());
        return StreamSupport.stream(found.required("users").spliterator(), false)
                .filter(user -> user.path("email").asString("").equals(email.toLowerCase(Locale.ROOT)))
                .map(user -> user.required("id").asString())
                .findFirst();
    }
}
