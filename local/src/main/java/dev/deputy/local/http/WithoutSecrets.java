package dev.deputy.local.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be shown of what a client sent. */
final class WithoutSecrets {

    private static final int LONGEST = 400;
    private static final String HIDDEN = "…";

    /** Of the auth server's parameters, those that are no secret; most of the others are. */
    private static final Set<String> HARMLESS = Set.of(
            "grant_type", "type", "scope", "scopes", "provider", "page", "per_page", "filter", "code_challenge_method");

    /** What secrets' names have in them, wherever they stand. */
    private static final List<String> SECRET =
            List.of("apikey", "jwt", "token", "secret", "passw", "code", "otp", "credential", "signature");

    /** Tokens and keys by their look. The letters before them are the beginning of a JSON object in base64, {"…. */
    private static final Pattern LOOKS_SECRET = Pattern.compile("eyJ[\\w-]{8,}[\\w.-]*|sb_secret_[\\w-]+");

    private WithoutSecrets() {}

    static String address(String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        if (mark < 0) {
            return text(pathAndQuery);
        }
        boolean rest = pathAndQuery.startsWith("/rest/");
        StringBuilder shown = new StringBuilder(pathAndQuery.length()).append(pathAndQuery, 0, mark + 1);
        // Every request comes through here, so no pattern and no stream splits it.
        for (int from = mark + 1; from <= pathAndQuery.length(); ) {
            int ampersand = pathAndQuery.indexOf('&', from);
            int to = ampersand < 0 ? pathAndQuery.length() : ampersand;
            shown.append(from == mark + 1 ? "" : "&").append(parameter(pathAndQuery.substring(from, to), rest));
            from = to + 1;
        }
        return text(shown.toString());
    }

    static String text(String text) {
        String shown = text.contains("eyJ") || text.contains("sb_secret_")
                ? LOOKS_SECRET.matcher(text).replaceAll(HIDDEN)
                : text;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + HIDDEN;
    }

    private static String parameter(String parameter, boolean rest) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return rest ? parameter : HIDDEN;
        }
        String name = parameter.substring(0, equals);
        // A name that is written in percent signs is one that wants to be overlooked.
        boolean shown = rest ? name.indexOf('%') < 0 && !isSecret(name) : HARMLESS.contains(name);
        return shown ? parameter : name + "=" + HIDDEN;
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String part : SECRET) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
