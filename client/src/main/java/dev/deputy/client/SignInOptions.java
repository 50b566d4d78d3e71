package dev.deputy.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be said when somebody signs in or up. Immutable; each method returns a new object. */
public final class SignInOptions {

    private static final SignInOptions NONE = new SignInOptions(Map.of(), null, null, null, true, "sms");

    final Map<String, ?> data;
    final @Nullable URI redirectTo;
    final boolean createUser;
    final String channel;
    private final @Nullable String captchaToken;
    private final @Nullable String codeChallenge;

    private SignInOptions(
            Map<String, ?> data,
            @Nullable URI redirectTo,
            @Nullable String captchaToken,
            @Nullable String codeChallenge,
            boolean createUser,
            String channel) {
        this.data = data;
        this.redirectTo = redirectTo;
        this.captchaToken = captchaToken;
        this.codeChallenge = codeChallenge;
        this.createUser = createUser;
        this.channel = channel;
    }

    /** Nothing in particular. */
    public static SignInOptions none() {
        return NONE;
    }

    /** Metadata of the user's own, such as {@code full_name}. */
    public SignInOptions data(Map<String, ?> data) {
        return new SignInOptions(Map.copyOf(data), redirectTo, captchaToken, codeChallenge, createUser, channel);
    }

    /** Where the link in the mail leads; one of the addresses that the project allows. */
    public SignInOptions redirectTo(URI redirectTo) {
        return new SignInOptions(data, redirectTo, captchaToken, codeChallenge, createUser, channel);
    }

    /** What the captcha gave to the front end, where the project asks for one. */
    public SignInOptions captchaToken(String captchaToken) {
        return new SignInOptions(data, redirectTo, captchaToken, codeChallenge, createUser, channel);
    }

    /** Lets links lead back with a code, for {@link Auth#exchangeCodeForSession}, and not with tokens. */
    public SignInOptions pkce(Pkce pkce) {
        return new SignInOptions(data, redirectTo, captchaToken, pkce.challenge(), createUser, channel);
    }

    /** Signs in only those who have an account. */
    public SignInOptions existingUsersOnly() {
        return new SignInOptions(data, redirectTo, captchaToken, codeChallenge, false, channel);
    }

    /** Sends codes with WhatsApp instead of SMS. */
    public SignInOptions byWhatsApp() {
        return new SignInOptions(data, redirectTo, captchaToken, codeChallenge, createUser, "whatsapp");
    }

    Map<String, Object> security() {
        return captchaToken == null ? Map.of() : Map.of("captcha_token", captchaToken);
    }

    /** Nulls are said, as supabase-js says them. */
    Map<String, Object> challenge() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code_challenge", codeChallenge);
        fields.put("code_challenge_method", codeChallenge == null ? null : Pkce.METHOD);
        return fields;
    }
}
