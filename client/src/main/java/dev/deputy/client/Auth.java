package dev.deputy.client;

import dev.deputy.Caller;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in and up, and returns their tokens; keeps none, refreshes none, knows nobody. For backends of front ends and
 * for tests. Immutable, safe for use by several threads. All methods that ask throw {@link AuthException} when the auth server
 * refuses, fails or does not answer.
 */
public final class Auth {

    private final AuthApi api;

    Auth(Channel channel) {
        this.api = new AuthApi(channel);
    }

    /** Signs somebody up with an address and a password. */
    public SignedUp signUp(String email, String password) {
        return signUp(email, password, SignInOptions.none());
    }

    /** As {@link #signUp(String, String)}, with more to say. */
    public SignedUp signUp(String email, String password, SignInOptions options) {
        Map<String, Object> body = fields("email", email, "password", password, "data", options.data);
        body.put("gotrue_meta_security", options.security());
        body.putAll(options.challenge());
        return signedUp(AuthApi.redirecting(post("/signup", body), options.redirectTo));
    }

    /** Signs somebody up with a number and a password. */
    public SignedUp signUpWithPhone(String phone, String password, SignInOptions options) {
        Map<String, Object> body = fields("phone", phone, "password", password, "data", options.data);
        body.put("channel", options.channel);
        body.put("gotrue_meta_security", options.security());
        return signedUp(post("/signup", body));
    }

    private SignedUp signedUp(Request request) {
        Fields answer = api.ask(request);
        Session session = answer.has("access_token") ? Session.of(answer) : null;
        return new SignedUp(session != null ? session.user() : User.of(answer), session);
    }

    /** Signs somebody in with an address and a password. */
    public Session signInWithPassword(String email, String password) {
        return signInWithPassword(email, password, SignInOptions.none());
    }

    /** As {@link #signInWithPassword(String, String)}, with a captcha's token. */
    public Session signInWithPassword(String email, String password, SignInOptions options) {
        return token("password", secured(fields("email", email, "password", password), options));
    }

    /** Signs somebody in with a number and a password. */
    public Session signInWithPhone(String phone, String password, SignInOptions options) {
        return token("password", secured(fields("phone", phone, "password", password), options));
    }

    /** Signs somebody in without an account, as a new user. */
    public Session signInAnonymously(SignInOptions options) {
        return Session.of(api.ask(post("/signup", secured(fields("data", options.data), options))));
    }

    /** Sends a mail with a code or a link, as the project's template has it. */
    public void signInWithOtp(String email) {
        signInWithOtp(email, SignInOptions.none());
    }

    /** As {@link #signInWithOtp(String)}, with more to say. */
    public void signInWithOtp(String email, SignInOptions options) {
        Map<String, Object> body = fields("email", email, "data", options.data, "create_user", options.createUser);
        body.put("gotrue_meta_security", options.security());
        body.putAll(options.challenge());
        api.send(AuthApi.redirecting(post("/otp", body), options.redirectTo));
    }

    /** Sends a message with a code; returns the message's id, if the project's provider gives one. */
    public Optional<String> signInWithPhoneOtp(String phone, SignInOptions options) {
        Map<String, Object> body = fields("phone", phone, "data", options.data, "create_user", options.createUser);
        body.put("gotrue_meta_security", options.security());
        body.put("channel", options.channel);
        return Optional.ofNullable(api.ask(post("/otp", body)).text("message_id"));
    }

    /** Signs somebody in with the code out of a mail. */
    public Session verifyOtp(OtpType type, String email, String code) {
        return verify(fields("email", email, "token", code, "type", type.word()));
    }

    /** Signs somebody in with the code out of a message. */
    public Session verifyPhoneOtp(OtpType type, String phone, String code) {
        return verify(fields("phone", phone, "token", code, "type", type.word()));
    }

    /** Signs somebody in with what a link of one's own has in it. */
    public Session verifyTokenHash(OtpType type, String tokenHash) {
        return verify(fields("token_hash", tokenHash, "type", type.word()));
    }

    private Session verify(Map<String, Object> body) {
        return Session.of(api.ask(post("/verify", secured(body, SignInOptions.none()))));
    }

    /** The next session, for a refresh token that has not been used. */
    public Session refreshSession(String refreshToken) {
        return token("refresh_token", fields("refresh_token", refreshToken));
    }

    /** The session for the code with which a sign-in came back. */
    public Session exchangeCodeForSession(String code, Pkce pkce) {
        return token("pkce", fields("auth_code", code, "code_verifier", pkce.verifier()));
    }

    /** Signs somebody in with the ID token that a provider such as Apple or Google gave to an app. */
    public Session signInWithIdToken(String provider, String idToken) {
        return signInWithIdToken(provider, idToken, null, null);
    }

    /** As {@link #signInWithIdToken(String, String)}, with the provider's access token and the app's nonce. */
    public Session signInWithIdToken(
            String provider, String idToken, @Nullable String accessToken, @Nullable String nonce) {
        Map<String, Object> body = fields("provider", provider, "id_token", idToken);
        if (accessToken != null) {
            body.put("access_token", accessToken);
        }
        if (nonce != null) {
            body.put("nonce", nonce);
        }
        return token("id_token", secured(body, SignInOptions.none()));
    }

    /**
     * Where to send a browser so that a provider such as {@code google} signs its user in; they come back to the address with
     * a code for {@link #exchangeCodeForSession}. Asks nobody.
     */
    public URI oauthUrl(String provider, URI redirectTo, Pkce pkce) {
        Request request = Request.of(Service.AUTH, "GET", "/authorize")
                .parameter("provider", provider)
                .parameter("redirect_to", redirectTo.toString())
                .parameter("code_challenge", pkce.challenge())
                .parameter("code_challenge_method", Pkce.METHOD);
        return URI.create(api.channel().http.projectUrl + request.target());
    }

    /** Sends a mail with which somebody chooses a new password; also says nothing where there is no such user. */
    public void resetPasswordForEmail(String email, SignInOptions options) {
        Map<String, Object> body = fields("email", email);
        body.putAll(options.challenge());
        body.put("gotrue_meta_security", options.security());
        api.send(AuthApi.redirecting(post("/recover", body), options.redirectTo));
    }

    /** Sends a mail of {@link OtpType#SIGNUP} or {@link OtpType#EMAIL_CHANGE} once more. */
    public void resend(OtpType type, String email, SignInOptions options) {
        Map<String, Object> body = fields("email", email, "type", type.word());
        body.put("gotrue_meta_security", options.security());
        body.putAll(options.challenge());
        api.send(AuthApi.redirecting(post("/resend", body), options.redirectTo));
    }

    /** Sends a message of {@link OtpType#SMS} or {@link OtpType#PHONE_CHANGE} once more. */
    public void resendToPhone(OtpType type, String phone, SignInOptions options) {
        api.send(post("/resend", secured(fields("phone", phone, "type", type.word()), options)));
    }

    /** The caller as the auth server knows them now, which is more than a token says. */
    public User getUser(Caller caller) {
        return getUser(caller.accessToken());
    }

    /** Whose the access token is, as the auth server knows them now. */
    public User getUser(String accessToken) {
        return User.of(api.withToken(accessToken).ask(AuthApi.get("/user")));
    }

    /** Changes what callers may change about themselves. */
    public User updateUser(Caller caller, UserChanges changes) {
        return updateUser(caller.accessToken(), changes, SignInOptions.none());
    }

    /** As {@link #updateUser(Caller, UserChanges)}, by their access token, with more to say. */
    public User updateUser(String accessToken, UserChanges changes, SignInOptions options) {
        Map<String, Object> body = new LinkedHashMap<>(changes.fields());
        body.putAll(options.challenge());
        Request request = AuthApi.json("PUT", "/user", body, api.json());
        return User.of(api.withToken(accessToken).ask(AuthApi.redirecting(request, options.redirectTo)));
    }

    /** Sends the caller a code, for {@link UserChanges#nonce}. */
    public void reauthenticate(Caller caller) {
        api.withToken(caller.accessToken()).send(AuthApi.get("/reauthenticate"));
    }

    /** Ends sessions of the caller. Their access token stays good until it ends, where it is verified locally. */
    public void signOut(Caller caller, SignOutScope scope) {
        signOut(caller.accessToken(), scope);
    }

    /** As {@link #signOut(Caller, SignOutScope)}, by their access token. */
    public void signOut(String accessToken, SignOutScope scope) {
        api.withToken(accessToken).signOut(scope);
    }

    private Session token(String grant, Map<String, Object> body) {
        return Session.of(api.ask(post("/token", body).parameter("grant_type", grant)));
    }

    private Request post(String path, Map<String, ?> body) {
        return AuthApi.json("POST", path, body, api.json());
    }

    private static Map<String, Object> secured(Map<String, Object> body, SignInOptions options) {
        body.put("gotrue_meta_security", options.security());
        return body;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
