package dev.deputy.local.http;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be shown of what a client sent. */
final class WithoutSecrets {

    private static final int LONGEST = 400;
    private static final String HIDDEN = "…";

    /** Of the auth server's parameters, those that are no secret; most of the others are. */
    private static final Set<String> HARMLESS = Set.of(
            "grant_type", "type", "scope", "scopes", "provider", "page", "per_page", "filter", "code_challenge_method");

    /** Names that are secrets' wherever they stand. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)apikey|jwt|.*(token|secret|passw|code|otp|credential|signature).*");

    /** Tokens and keys by their look. The letters before them are the beginning of a JSON object in base64, {"…. */
    private static final Pattern LOOKS_SECRET = Pattern.compile("eyJ[\\w-]{8,}[\\w.-]*|sb_secret_[\\w-]+");

    private WithoutSecrets() {}

    static String address(String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        if (mark < 0) {
            return text(pathAndQuery);
        }
        boolean rest = pathAndQuery.startsWith("/rest/");
        return text(pathAndQuery.substring(0, mark) + "?"
                + Stream.of(pathAndQuery.substring(mark + 1).split("&", -1))
                        .map(parameter -> parameter(parameter, rest))
                        .collect(Collectors.joining("&")));
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
        boolean shown = rest ? name.indexOf('%') < 0 && !SECRET.matcher(name).matches() : HARMLESS.contains(name);
        return shown ? parameter : name + "=" + HIDDEN;
    }
}
