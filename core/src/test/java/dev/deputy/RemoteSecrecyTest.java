package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever happens, no token and no key gets into a log, an exception or a text. */
class RemoteSecrecyTest {

    private static final String SECRET_KEY = "sb_secret_BBBBBBBBBBBBBBBBBBBBBB_BBBBBBBB";

    @Test
    void no_token_and_no_key_is_ever_written_down() {
        String token = TestIssuer.hs256(TestIssuer.claims());
        String forged = TestIssuer.token(TestIssuer.ES256);
        List<String> written = new ArrayList<>();
        try (AuthStub auth = new AuthStub();
                CapturedLog log = new CapturedLog()) {
            SupabaseConfig.Builder settings =
                    auth.config().jwtSecret(TestIssuer.SECRET).secretKey(SECRET_KEY);
            SupabaseConfig config = settings.build();
            written.add(config.toString());
            written.add(settings.toString());
            List<KeyServer.Answer> answers = List.of(
                    AuthStub.user(),
                    AuthStub.error(403, "bad_jwt"),
                    AuthStub.error(403, "something_new"),
                    AuthStub.json(401, "{\"message\":\"Invalid API key " + AuthStub.API_KEY + "\"}"),
                    AuthStub.json(403, "{\"code\":\"" + token + "\"}"),
                    AuthStub.json(200, "{\"id\":\"" + token + "\"}"),
                    AuthStub.html(200),
                    AuthStub.html(502),
                    AuthStub.with(Map.of("Location", "https://example.com/?token=" + token), 302, ""),
                    AuthStub.with(Map.of("Retry-After", token), 503, ""),
                    AuthStub.with(Map.of("x-sb-error-code", token), 403, ""),
                    exchange -> exchange.close(),
                    auth.hanging());
            for (KeyServer.Answer answer : answers) {
                auth.answer(answer);
                TokenVerifier verifier = auth.verifier(settings, AuthStub.SHORT_LIMITS, AuthListener.NONE);
                Gate gate = Gate.of(Access.parse("user, secret, none"), verifier, config);
                for (String sent : List.of(token, forged, SECRET_KEY, AuthStub.API_KEY, token + "!")) {
                    try {
                        written.add(verifier.verify(sent).toString());
                    } catch (InvalidTokenException | AuthUnavailableException e) {
                        StringWriter text = new StringWriter();
                        e.printStackTrace(new PrintWriter(text, true));
                        written.add(text.toString());
                    }
                    for (String apikey : List.of("", SECRET_KEY, AuthStub.API_KEY, SECRET_KEY + "x")) {
                        Decision decision = gate.decide("GET", List.of("Bearer " + sent), List.of(apikey));
                        written.add(decision.toString());
                    }
                }
            }
            written.addAll(log.lines());
        }
        assertThat(written).hasSizeGreaterThan(300);
        for (String secret : List.of(
                token,
                token.substring(token.lastIndexOf('.') + 1),
                token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')),
                forged.substring(forged.lastIndexOf('.') + 1),
                SECRET_KEY,
                AuthStub.API_KEY,
                TestIssuer.SECRET,
                "ada@example.com")) {
            assertThat(written).noneMatch(text -> text.contains(secret));
        }
    }
}
