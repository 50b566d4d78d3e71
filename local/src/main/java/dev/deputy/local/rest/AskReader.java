package dev.deputy.local.rest;

import dev.deputy.local.http.Call;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Reads a call: its path, profile, preferences, media types and query. */
final class AskReader {

    private static final String CALLS = "/rpc/";
    private static final byte[] NOTHING = {};

    /** A payload of so many bytes is the largest that is read into memory. */
    private static final int BODY_LIMIT = 32 << 20;

    private final RestSettings settings;
    private final Schema schema;
    private final Tokens tokens;

    AskReader(RestSettings settings, Schema schema, Tokens tokens) {
        this.settings = settings;
        this.schema = schema;
        this.tokens = tokens;
    }

    Ask read(Call call) throws IOException {
        ObjectNode claims = tokens.claims(call.authorization());
        if (!claims.path("role").isString()) {
            claims.put("role", settings.anonymousRole());
        }
        boolean reads = call.method().equals("GET") || call.method().equals("HEAD");
        boolean isCall = call.path().startsWith(CALLS);
        String name = call.path().substring(isCall ? CALLS.length() : 1);
        if (name.contains("/")) {
            throw Refusal.of(404, "PGRST125", "Invalid path specified in request URL");
        }
        if (name.indexOf('\0') >= 0) {
            throw Refusal.of(400, "PGRST125", "Invalid path specified in request URL");
        }
        String profile = profile(call, reads);
        Prefer prefer = Prefer.read(call.headers("Prefer"), schema.timeZones());
        prefer.insist();
        if (!settings.letsClientEnd()) {
            prefer.leaveEndToServer();
        }
        Query query = Query.read(call.query(), isCall && reads);
        return new Ask(
                call.method(),
                call.path(),
                isCall,
                new Name(profile, name),
                query,
                prefer,
                MediaType.accepted(String.join(",", call.headers("Accept"))),
                call.header("Content-Type").map(MediaType::of).orElse(MediaType.JSON),
                range(call, query),
                headers(call),
                cookies(call),
                claims,
                reads ? NOTHING : call.bytes(BODY_LIMIT));
    }

    /**
     * Rows 5-9 of those that the query asks for.
     *
     * @throws Refusal when the two have no row in common; a limit of zero alone asks for none, whatever the header says
     */
    private static Window range(Call call, Query query) {
        Window asked = query.window();
        if (asked.equals(new Window(0, 0L))) {
            return Window.ALL;
        }
        Window range = call.method().equals("GET")
                ? call.header("Range").map(Window::ofRange).orElse(Window.ALL)
                : Window.ALL;
        if (asked.and(range).isEmpty()) {
            throw Refusal.range("Limit should be greater than or equal to zero.");
        }
        return range;
    }

    private String profile(Call call, boolean reads) {
        String profile = call.header(reads ? "Accept-Profile" : "Content-Profile")
                .orElse(settings.schemas().get(0));
        if (!settings.schemas().contains(profile)) {
            throw Refusal.schema(profile, settings.schemas());
        }
        return profile;
    }

    /** What SQL may look at, by {@code current_setting('request.headers')}; cookies have a setting of their own. */
    private static Map<String, String> headers(Call call) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : call.headerNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("cookie")) {
                headers.put(lower, String.join(", ", call.headers(name)));
            }
        }
        call.authorization().ifPresent(token -> headers.put("authorization", token));
        return headers;
    }

    private static Map<String, String> cookies(Call call) {
        Map<String, String> cookies = new TreeMap<>();
        for (String header : call.headers("Cookie")) {
            for (String cookie : List.of(header.split(";"))) {
                String[] pair = cookie.strip().split("=", 2);
                if (pair.length == 2) {
                    cookies.put(pair[0], pair[1]);
                }
            }
        }
        return cookies;
    }
}
