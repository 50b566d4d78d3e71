package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackTest {

    @Test
    void an_issuer_on_this_machine_has_three_spellings_with_a_port_and_without() {
        assertThat(Loopback.withAllSpellings(Set.of("http://localhost:54321/auth/v1")))
                .containsExactlyInAnyOrder(
                        "http://localhost:54321/auth/v1",
                        "http://127.0.0.1:54321/auth/v1",
                        "http://[::1]:54321/auth/v1");
        assertThat(Loopback.withAllSpellings(Set.of("https://[::1]/auth/v1")))
                .containsExactlyInAnyOrder(
                        "https://localhost/auth/v1", "https://127.0.0.1/auth/v1", "https://[::1]/auth/v1");
    }

    @Test
    void other_issuers_have_one() {
        for (String issuer : new String[] {
            "https://abc.supabase.co/auth/v1",
            "http://localhost.example.com/auth/v1",
            "http://127.0.0.10:54321/auth/v1",
            "http://localhost@example.com/",
            "localhost:54321",
            "http://localhost"
        }) {
            assertThat(Loopback.withAllSpellings(Set.of(issuer))).containsExactly(issuer);
        }
    }
}
