package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.BearerCredential.Absent;
import dev.deputy.BearerCredential.Ambiguous;
import dev.deputy.BearerCredential.NoToken;
import dev.deputy.BearerCredential.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerCredentialTest {

    private static BearerCredential read(String... fields) {
        return BearerCredential.read(List.of(fields));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "bEaReR a.b.c",
                "Bearer  a.b.c",
                "Bearer      a.b.c",
                " Bearer a.b.c",
                "Bearer a.b.c ",
                "\tBearer a.b.c\t ",
                " \t Bearer a.b.c"
            })
    void the_scheme_has_no_case_and_space_around_and_between_does_not_count(String field) {
        assertThat(read(field)).isEqualTo(new Token("a.b.c"));
    }

    @Test
    void what_is_no_token_is_left_for_the_verifier_to_refuse() {
        assertThat(read("Bearer x")).isEqualTo(new Token("x"));
        assertThat(read("Bearer Bearer")).isEqualTo(new Token("Bearer"));
        assertThat(read("Bearer a=~b")).isEqualTo(new Token("a=~b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", " \t "})
    void no_field_and_an_empty_field_are_no_credential(String field) {
        assertThat(read()).isEqualTo(new Absent());
        assertThat(read(field)).isEqualTo(new Absent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "bearer\t",
                "a.b.c",
                "Basic YTpi",
                "Basic a.b.c",
                "Token a.b.c",
                "JWT a.b.c",
                "DPoP a.b.c",
                "Digest x",
                "Negotiate x",
                "Bearer:a.b.c",
                "Bearer: a.b.c",
                "Bearer=a.b.c",
                "Bearera.b.c",
                "Bearer\ta.b.c",
                "Bearer\t a.b.c",
                "Bearer\u00a0a.b.c",
                "Bearer\u2003a.b.c",
                "Bearer,a.b.c",
                "Bearer\na.b.c",
                "Bear a.b.c",
                "Bearers a.b.c",
                "\"Bearer a.b.c\"",
                "\u00a0Bearer a.b.c",
                "\u0412earer a.b.c",
                "Bea\u017fer a.b.c",
                "\u000bBearer a.b.c",
                "B\u0435arer a.b.c",
                "null",
                "undefined"
            })
    void another_scheme_or_half_a_credential_is_no_token(String field) {
        assertThat(read(field)).isEqualTo(new NoToken());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c x", "Bearer a.b.c a.b.c", "Bearer a.b.c, Bearer a.b.c", "Bearer a.b.c,Basic x",
                        "Bearer a.b.c,", "Bearer ,a.b.c", "Bearer \"a.b.c\"", "Bearer a.b.c\"", "Bearer a.b.c\tx",
                "Bearer \ta.b.c", "Bearer a.\u00a0b.c", "Bearer a.b.c\u00a0", "Bearer a.b.c\u0000",
                        "Bearer a.b.c\r\nX: y", "Bearer a.b.c\u007f", "Bearer \u00e9", "Bearer a.b.c \u00e9",
                        "Bearer a.b.c; x=y z",
                "Bearer Bearer a.b.c", "Bearer realm=\"x\" a.b.c"
            })
    void more_than_one_token_is_ambiguous(String field) {
        assertThat(read(field)).isEqualTo(new Ambiguous());
    }

    @Test
    void more_than_one_field_is_ambiguous_even_if_they_are_equal_or_empty() {
        assertThat(read("Bearer a.b.c", "Bearer a.b.c")).isEqualTo(new Ambiguous());
        assertThat(read("Bearer a.b.c", "Basic x")).isEqualTo(new Ambiguous());
        assertThat(read("Bearer a.b.c", "")).isEqualTo(new Ambiguous());
        assertThat(read("", "")).isEqualTo(new Ambiguous());
        assertThat(read("Basic x", "Bearer a.b.c", "Bearer d.e.f")).isEqualTo(new Ambiguous());
    }

    @Test
    void a_very_long_field_is_read_in_no_time() {
        String spaces = " ".repeat(1_000_000);
        assertThat(read("Bearer" + spaces + "a.b.c")).isEqualTo(new Token("a.b.c"));
        assertThat(read("Bearer a" + spaces + "b")).isEqualTo(new Ambiguous());
        assertThat(read(spaces)).isEqualTo(new Absent());
    }
}
