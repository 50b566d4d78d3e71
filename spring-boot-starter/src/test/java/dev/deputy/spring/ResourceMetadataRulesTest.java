package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.SupabaseConfig;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses have metadata, and what they say. */
class ResourceMetadataRulesTest {

    private static final String BASE = "https://api.example.com";
    private static final String REST = ",\"authorization_servers\":[\"https://abc.supabase.co/auth/v1\"],"
            + "\"bearer_methods_supported\":[\"header\"]}";

    private static ResourceMetadata metadata(@Nullable String resource) {
        return metadata(resource, SupabaseConfig.builder(URI.create("https://abc.supabase.co")));
    }

    private static ResourceMetadata metadata(@Nullable String resource, SupabaseConfig.Builder config) {
        return new ResourceMetadata(new SupabaseProperties.ResourceMetadata(true, resource, List.of()), config.build());
    }

    @Test
    void a_resource_is_its_own_address() {
        assertThat(metadata(null).at(BASE, "/.well-known/oauth-protected-resource/mcp/v1"))
                .hasValue("{\"resource\":\"https://api.example.com/mcp/v1\"" + REST);
        assertThat(metadata(null).challenge("Bearer", BASE, "/mcp"))
                .isEqualTo(
                        "Bearer resource_metadata=\"https://api.example.com/.well-known/oauth-protected-resource/mcp\"");
    }

    @Test
    void a_resource_that_is_set_stands_for_all_addresses() {
        ResourceMetadata metadata = metadata("https://public.example.com/mcp");

        for (String path : List.of("", "/mcp")) {
            assertThat(metadata.at("http://10.0.0.7:8080", "/.well-known/oauth-protected-resource" + path))
                    .hasValue("{\"resource\":\"https://public.example.com/mcp\"" + REST);
        }
        assertThat(metadata.at(BASE, "/.well-known/oauth-protected-resource/other"))
                .isEmpty();
        assertThat(metadata.challenge("Bearer", "http://10.0.0.7:8080", "/mcp/messages"))
                .isEqualTo(
                        "Bearer resource_metadata=\"https://public.example.com/.well-known/oauth-protected-resource/mcp\"");
        assertThat(metadata("https://public.example.com/").challenge("Bearer", BASE, "/"))
                .isEqualTo(
                        "Bearer resource_metadata=\"https://public.example.com/.well-known/oauth-protected-resource\"");
    }

    @Test
    void the_auth_server_is_where_clients_find_it() {
        SupabaseConfig.Builder config = SupabaseConfig.builder(URI.create("http://127.0.0.1:8000"))
                .publicUrl(URI.create("https://supabase.example.com"));

        assertThat(metadata(null, config)
                        .at(BASE, "/.well-known/oauth-protected-resource")
                        .orElseThrow())
                .contains("\"authorization_servers\":[\"https://supabase.example.com/auth/v1\"]");
        assertThat(metadata(null, config.issuer("https://login.example.com"))
                        .at(BASE, "/.well-known/oauth-protected-resource")
                        .orElseThrow())
                .contains("\"authorization_servers\":[\"https://login.example.com\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\"b", "/a\\b", "/a b", "/a\nb", "/<a>", "/\u00e4"})
    void an_address_that_would_need_escapes_has_none(String path) {
        assertThat(metadata(null).at(BASE, "/.well-known/oauth-protected-resource" + path))
                .isEmpty();
        assertThat(metadata(null).challenge("Bearer", BASE, path)).isEqualTo("Bearer");
        assertThat(metadata(null).challenge("Bearer", "https://a\"b", "/mcp")).isEqualTo("Bearer");
    }

    @Test
    void other_paths_and_other_challenges_are_left_alone() {
        assertThat(metadata(null).at(BASE, "/.well-known/oauth-protected-resources"))
                .isEmpty();
        assertThat(metadata(null).at(BASE, "/mcp")).isEmpty();
        assertThat(metadata(null).challenge("Basic realm=\"x\"", BASE, "/mcp")).isEqualTo("Basic realm=\"x\"");
        assertThat(metadata(null).challenge("Bearer resource_metadata=\"https://own\"", BASE, "/mcp"))
                .isEqualTo("Bearer resource_metadata=\"https://own\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "ftp://api.example.com",
                "https://",
                "https://a b",
                "https://a?q",
                "https://a#f"
            })
    void a_resource_that_is_no_address_is_told(String resource) {
        assertThatThrownBy(() -> metadata(resource))
                .isInstanceOf(SupabaseSettingsException.class)
                .hasMessageContaining("supabase.resource-metadata.resource");
    }
}
