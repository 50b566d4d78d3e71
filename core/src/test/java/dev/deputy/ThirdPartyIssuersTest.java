package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ThirdPartyIssuersTest {

    private static final String CUSTOM_DOMAIN = "https://auth.example.com";

    private final SupabaseConfig.Builder config =
            SupabaseConfig.builder(TestIssuer.PROJECT).publicUrl(URI.create(CUSTOM_DOMAIN));

    private static ThirdPartyIssuer issuer(String name) {
        return ThirdPartyIssuer.at(name, URI.create("https://keys.example.com/jwks.json"));
    }

    @Test
    void the_projects_own_address_for_browsers_is_no_third_party() {
        config.thirdPartyIssuer(issuer(CUSTOM_DOMAIN + "/auth/v1"));

        assertThatThrownBy(config::build).hasMessageContaining("the project's own issuer");
    }

    @Test
    void an_issuer_is_named_once() {
        config.thirdPartyIssuer(issuer("https://idp.example.com")).thirdPartyIssuer(issuer("https://idp.example.com"));

        assertThatThrownBy(config::build).hasMessageContaining("twice");
    }

    @Test
    void an_issuer_is_shown_by_its_name() {
        assertThat(issuer("https://idp.example.com")).hasToString("ThirdPartyIssuer[https://idp.example.com]");
    }
}
