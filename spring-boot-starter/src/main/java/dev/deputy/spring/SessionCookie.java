package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;

/**
 * The session that @supabase/ssr keeps in cookies: JSON in base64url after {@code base64-}, in the cookie
 * {@code sb-<ref>-auth-token}, or, where it is too long for one, in {@code …-auth-token.0}, {@code .1} and so on.
 */
final class SessionCookie {

    private static final String ENCODED = "base64-";

    /** As many cookies as browsers keep of a site, and far more than fit into a request. */
    private static final int MOST_CHUNKS = 50;

    private final String name;

    SessionCookie(SupabaseProperties.Cookies settings, SupabaseConfig config) {
        this.name = settings.name() != null ? settings.name() : defaultName(config);
    }

    /** supabase-js takes the first label of the address under which it reaches the project. */
    private static String defaultName(SupabaseConfig config) {
        String host = String.valueOf(config.publicUrl().getHost());
        int dot = host.indexOf('.');
        return "sb-" + (dot < 0 ? host : host.substring(0, dot)) + "-auth-token";
    }

    /**
     * The session's access token, as the {@code Authorization} header field that it stands for. A session that cannot be
     * read is a bad credential, and not none.
     *
     * @param cookies the values of all cookies of a name
     * @return nothing where there is no session
     */
    List<String> authorization(Function<String, List<String>> cookies) {
        List<String> whole = cookies.apply(name);
        if (whole.size() > 1) {
            return Credential.ILLEGIBLE;
        }
        String text = whole.isEmpty() || whole.get(0).isEmpty() ? joined(cookies) : whole.get(0);
        if (text == null) {
            return Credential.ILLEGIBLE;
        }
        return text.isEmpty() ? List.of() : bearer(text);
    }

    /** Null when it is open to more than one reading. */
    private @Nullable String joined(Function<String, List<String>> cookies) {
        StringBuilder text = new StringBuilder();
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            List<String> values = cookies.apply(name + "." + chunk);
            if (values.size() > 1) {
                return null;
            }
            if (values.isEmpty() || values.get(0).isEmpty()) {
                break;
            }
            text.append(values.get(0));
        }
        return text.toString();
    }

    private static List<String> bearer(String text) {
        if (!text.startsWith(ENCODED)) {
            return Credential.ILLEGIBLE;
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.substring(ENCODED.length()));
            Map<String, Object> session =
                    JsonParserFactory.getJsonParser().parseMap(new String(json, StandardCharsets.UTF_8));
            return session.get("access_token") instanceof String token
                    ? List.of("Bearer " + token)
                    : Credential.ILLEGIBLE;
        } catch (RuntimeException notASession) {
            // What cannot be read proves nothing; exceptions of parsers quote what they read.
            return Credential.ILLEGIBLE;
        }
    }
}
