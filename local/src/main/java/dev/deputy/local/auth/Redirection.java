package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Failure;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Answers that send the browser on, with the outcome in the address. */
final class Redirection {

    /** What the user may not do, whatever the status says. */
    private static final Set<String> DENIED =
            Set.of("signup_disabled", "user_banned", "provider_email_needs_verification");

    private static final Map<Integer, String> OAUTH_ERRORS = Map.of(
            400, "invalid_request",
            401, "unauthorized_client",
            403, "access_denied",
            500, "server_error",
            503, "temporarily_unavailable");

    private Redirection() {}

    static Answer to(int status, String address) {
        return Answer.empty(status)
                .with("Location", ascii(address))
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer");
    }

    /** The address with values behind the {@code #}, where servers do not see them. */
    static String withFragment(String address, Map<String, String> values) {
        return address.split("#", 2)[0] + "#" + encode(new TreeMap<>(values));
    }

    /** The address with values behind the {@code ?}, in place of those of the same names, besides all others. */
    static String withQuery(String address, Map<String, String> values) {
        String[] fragment = address.split("#", 2);
        String[] query = fragment[0].split("\\?", 2);
        String others = query.length == 1
                ? ""
                : Arrays.stream(query[1].split("&"))
                        .filter(pair -> !pair.isEmpty() && !values.containsKey(decode(pair.split("=", 2)[0])))
                        .map(pair -> pair + "&")
                        .collect(Collectors.joining());
        return query[0] + "?" + others + encode(new TreeMap<>(values)) + (fragment.length > 1 ? "#" + fragment[1] : "");
    }

    /** The address with what a client gets that is signed in, for the page's script only. */
    static String withTokens(String address, ObjectNode tokens, Map<String, String> more) {
        SortedMap<String, String> values = new TreeMap<>(more);
        for (String name : List.of("access_token", "token_type", "expires_in", "expires_at", "refresh_token")) {
            values.put(name, tokens.required(name).asString());
        }
        values.put("sb", ""); // by which supabase-js knows that the fragment is for it
        return withFragment(address, values);
    }

    /** The address that says what went wrong; where the client's server takes part, also where that one sees it. */
    static String withError(String address, Failure failure, boolean inQueryToo) {
        SortedMap<String, String> error = new TreeMap<>();
        error.put(
                "error",
                DENIED.contains(failure.code())
                        ? "access_denied"
                        : OAUTH_ERRORS.getOrDefault(failure.status(), "server_error"));
        error.put("error_code", failure.code());
        error.put("error_description", failure.getMessage());
        return withError(address, error, inQueryToo);
    }

    static String withError(String address, SortedMap<String, String> error, boolean inQueryToo) {
        String target = inQueryToo ? withQuery(address, error) : address;
        SortedMap<String, String> fragment = new TreeMap<>(error);
        fragment.put("sb", "");
        return withFragment(target, fragment);
    }

    static String encode(SortedMap<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a % that begins nothing stands for itself
        }
    }

    /** A header holds ASCII only. */
    private static String ascii(String address) {
        try {
            return URI.create(address).toASCIIString();
        } catch (IllegalArgumentException e) {
            return address.chars()
                    .mapToObj(c -> c > ' ' && c < 0x7f ? String.valueOf((char) c) : encode(String.valueOf((char) c)))
                    .collect(Collectors.joining());
        }
    }
}
