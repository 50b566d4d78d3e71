package dev.deputy.test;

import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What {@link WithCaller} says, read. */
record Who(String email, Map<String, Object> appMetadata, Map<String, Object> userMetadata, String aal) {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    Who {
        if (!aal.matches("aal[12]")) {
            throw new IllegalArgumentException("@WithCaller: aal must be aal1 or aal2, not " + aal);
        }
    }

    static Who of(WithCaller said) {
        return new Who(
                said.email().isEmpty() ? newAddress("somebody") : said.email(),
                json("appMetadata", said.appMetadata()),
                json("userMetadata", said.userMetadata()),
                said.aal());
    }

    /** Their token where there is no server. */
    TestToken token(TestIssuer issuer) {
        return issuer.token()
                .email(email)
                .appMetadata(appMetadata)
                .userMetadata(userMetadata)
                .aal(aal);
    }

    /** Somebody whom nobody has seen before. */
    static Who stranger(String name) {
        return new Who(newAddress(name), Map.of(), Map.of(), "aal1");
    }

    private static String newAddress(String name) {
        return name + "-" + UUID.randomUUID() + "@example.com";
    }

    private static Map<String, Object> json(String attribute, String text) {
        try {
            return LENIENT.readValue(text, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "@WithCaller: " + attribute + " must be a JSON object such as {tenant: 'acme'}, not " + text, e);
        }
    }
}
