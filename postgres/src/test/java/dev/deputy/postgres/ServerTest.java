package dev.deputy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/db",
                "jdbc:postgresql://127.0.0.1:54322/postgres?user=a@b",
                "jdbc:postgresql://[::1]:5432/db",
                "jdbc:postgresql://localhost:1,127.0.0.1:2/db"
            })
    void this_machine_is_loopback(String url) {
        assertThat(Server.of(url).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.com:5432/db",
                "jdbc:postgresql://localhost.example.com/db",
                "jdbc:postgresql://127.0.0.1.example.com/db",
                "jdbc:postgresql://localhost,db.example.com/db",
                "jdbc:postgresql:///db",
                "nonsense"
            })
    void everything_else_is_not(String url) {
        assertThat(Server.of(url).isLoopback()).isFalse();
    }

    @Test
    void ports_are_known_for_each_host() {
        Server server = Server.of("jdbc:postgresql://a.example.com:6543,[2001:db8::1]/db");

        assertThat(server.hosts()).containsExactly("a.example.com", "[2001:db8::1]");
        assertThat(server.ports()).containsExactly(6543, 5432);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://aws-0-eu-west-1.pooler.supabase.com:6543/postgres",
                "jdbc:postgresql://aws-0-eu-west-1.pooler.supabase.com:5432/postgres",
                "jdbc:postgresql://db.abcdefgh.supabase.co:6543/postgres"
            })
    void poolers_are_known_by_their_address(String url) {
        assertThat(Pooler.isAt(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.abcdefgh.supabase.co:5432/postgres",
                "jdbc:postgresql://127.0.0.1:54322/postgres"
            })
    void direct_connections_are_no_poolers(String url) {
        assertThat(Pooler.isAt(url)).isFalse();
    }
}
