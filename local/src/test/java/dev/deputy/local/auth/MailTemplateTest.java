package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.http.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MailTemplateTest {

    private static final Map<String, JsonNode> VARIABLES = Map.of(
            "ConfirmationURL", Json.of("http://127.0.0.1:54321/auth/v1/verify?token=x&type=signup"),
            "Token", Json.of("123456"),
            "Data", Json.of(Map.of("name", "<b>Ada</b>", "age", 36, "site", "javascript:alert(1)")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ .Token }}                            | 123456",
                "{{.Token}} {{- .Token -}}               | 123456 123456",
                "{{ .Data.name }}                        | &lt;b&gt;Ada&lt;/b&gt;",
                "{{ .Data.age }}                         | 36",
                "[{{ .Data.nothing }}{{ .Nothing }}]     | []",
                "<a href=\"{{ .Data.site }}\">           | <a href=\"#\">",
                "<a href=\"{{ .Data.site }}\">{{ .Data.site }} | <a href=\"#\">javascript:alert(1)",
                "<a href='{{ .ConfirmationURL }}'>       |"
                        + " <a href='http://127.0.0.1:54321/auth/v1/verify?token=x&amp;type=signup'>",
                "<a href=\"{{ .Token }}/x\">             | <a href=\"#/x\">",
                "<a href=\"https://x.test/?c={{ .Token }}\"> | <a href=\"https://x.test/?c=123456\">",
            })
    void variables_are_filled_in_as_text(String html, String page) {
        assertThat(new MailTemplate("", html).html(VARIABLES)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ if .Data.x }}a{{ end }}", "{{ range .Data }}", "{{ .Token | html }}", "{{ Token }}"})
    void what_it_cannot_do_it_says(String html) {
        assertThatThrownBy(() -> new MailTemplate("", html))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The local Supabase fills in variables");
    }

    @Test
    void a_subject_is_plain_text_in_one_line() {
        Map<String, JsonNode> variables = Map.of("Email", Json.of("a&b\r\nBcc: c"));
        assertThat(new MailTemplate("For {{ .Email }}", "").subject(variables)).isEqualTo("For a&b Bcc: c");
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void our_own_mails_say_the_code_and_have_a_subject(MailKind kind) {
        MailTemplate template = MailTemplate.ours(kind);
        assertThat(template.html(VARIABLES)).contains("123456").doesNotContain("{{", "%s");
        assertThat(template.subject(VARIABLES)).isNotBlank();
    }

    @Test
    void a_project_has_mails_of_its_own() {
        MailTemplate own = new MailTemplate(
                "Hello {{ .Data.name }}",
                "<p>Hi</p><a href=\"{{ .SiteURL }}/confirm?token_hash={{ .TokenHash }}&type=email\">in</a>");
        try (AuthServerRunning server = new AuthServerRunning(settings -> settings.withMail(
                MailSettings.defaults().withAutoconfirm(false).withTemplate(MailKind.CONFIRMATION, own)))) {
            String email = AuthClient.newEmail();
            server.client().post("/signup", """
                    {"email": "%s", "password": "correct horse", "data": {"name": "Ada & Co"}}
                    """.formatted(email));
            Message mail = server.lastTo(email);
            assertThat(mail.subject()).isEqualTo("Hello Ada & Co");
            assertThat(mail.link())
                    .isEqualTo("http://127.0.0.1:3000/confirm?token_hash=" + OneTimeCode.hash(email, mail.code())
                            + "&type=email");
            assertThat(mail.text()).startsWith("Hi\nin http://127.0.0.1:3000/confirm");
        }
    }
}
