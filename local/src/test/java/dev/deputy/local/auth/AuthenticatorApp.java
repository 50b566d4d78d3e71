package dev.deputy.local.auth;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A person's phone with an authenticator app, and their browser in which they use it. */
final class AuthenticatorApp {

    private final AuthClient browser;
    private final Clock clock;
    private final String factor;
    private final String secret;

    private AuthenticatorApp(AuthClient browser, Clock clock, String factor, String secret) {
        this.browser = browser;
        this.clock = clock;
        this.factor = factor;
        this.secret = secret;
    }

    /** Adds the app to the person's account; it has yet to be proven. */
    static AuthenticatorApp enrol(AuthClient browser, Clock clock, String name) {
        Reply reply = enrolment(browser, name);
        return new AuthenticatorApp(
                browser,
                clock,
                reply.text("id"),
                reply.body().at("/totp/secret").asString());
    }

    static Reply enrolment(AuthClient browser, String name) {
        return browser.post(
                "/factors", Json.print(Json.object().put("factor_type", "totp").put("friendly_name", name)));
    }

    /** The same app, used from another browser. */
    AuthenticatorApp in(AuthClient other) {
        return new AuthenticatorApp(other, clock, factor, secret);
    }

    String factor() {
        return factor;
    }

    /** What the app shows now. */
    String code() {
        return Totp.code(secret, clock.instant());
    }

    Reply challenge() {
        return browser.post("/factors/" + factor + "/challenge", "");
    }

    Reply verify(@Nullable String challenge, String code) {
        return browser.post(
                "/factors/" + factor + "/verify",
                Json.print(Json.object().put("challenge_id", challenge).put("code", code)));
    }

    /** Challenge and verify in one. */
    Reply prove() {
        return verify(challenge().text("id"), code());
    }

    Reply unenrol() {
        return browser.send("DELETE", "/factors/" + factor, null);
    }
}
