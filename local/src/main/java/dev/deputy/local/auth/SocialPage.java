package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page in a provider's place. Whoever completes it is signed in as whom they like, so no other page may do it: it
 * takes a click, in a window of its own, and the form is taken from this very origin only.
 */
final class SocialPage {

    static final String PATH = "/social";

    private static final String TEMPLATE = read("social.html");
    private static final int SHOWN = 20;
    private static final int LONGEST_NAME = 200;

    private final Database database;
    private final Identities identities;
    private final SocialSignIn signIn;
    private final SocialState.Seal seal;

    SocialPage(Database database, Identities identities, SocialSignIn signIn, SocialState.Seal seal) {
        this.database = database;
        this.identities = identities;
        this.signIn = signIn;
        this.seal = seal;
    }

    Answer show(Call call) throws SQLException {
        // To be looked at in a window, and not to be read or framed by another page.
        if (call.header("Sec-Fetch-Dest")
                .filter(dest -> !dest.equals("document"))
                .isPresent()) {
            throw forbidden();
        }
        SocialState state = state(call);
        Map<String, String> filled =
                Map.of("email", call.parameter("login_hint").orElse(""));
        return page(call, 200, state, filled, "");
    }

    Answer submit(Call call) throws IOException, SQLException {
        if (!isFromHere(call)) {
            throw forbidden();
        }
        SocialState state = state(call);
        String sealed = call.parameter("state").orElse("");
        Map<String, String> form = call.form();
        if (form.containsKey("deny")) {
            return Redirection.to(303, signIn.comeBack(state.provider(), Optional.empty(), sealed));
        }
        Optional<SocialIdentity> picked = Optional.ofNullable(form.get("pick"))
                .flatMap(id -> known(state.provider()).stream()
                        .filter(identity -> identity.id().equals(id))
                        .findFirst());
        if (picked.isPresent()) {
            return Redirection.to(303, signIn.comeBack(state.provider(), picked, sealed));
        }
        try {
            return Redirection.to(303, signIn.comeBack(state.provider(), Optional.of(typed(form)), sealed));
        } catch (Failure e) {
            return page(call, e.status(), state, form, e.getMessage());
        }
    }

    private static SocialIdentity typed(Map<String, String> form) {
        String email = EmailAddress.check(form.getOrDefault("email", "").strip());
        String id = form.getOrDefault("id", "").strip();
        String name = form.getOrDefault("name", "").strip();
        if (id.length() > LONGEST_NAME || name.length() > LONGEST_NAME) {
            throw new Failure(400, "validation_failed", "Name and ID must have 200 characters at most");
        }
        return new SocialIdentity(
                id.isEmpty() ? SocialIdentity.idFor(email) : id, email, form.containsKey("verified"), name);
    }

    private SocialState state(Call call) {
        return seal.open(call.parameter("state").orElse(""))
                .orElseThrow(() -> new Failure(
                        400,
                        "bad_oauth_state",
                        "This page has expired, or was not opened from your application. Sign in from there again."));
    }

    /** Browsers say where a form comes from, and no page can make them say otherwise. Programs say nothing. */
    private static boolean isFromHere(Call call) {
        String url = call.url();
        String origin = url.substring(0, url.indexOf('/', url.indexOf("//") + 2));
        return call.header("Origin").map(origin::equals).orElse(true)
                && call.header("Sec-Fetch-Site").map("same-origin"::equals).orElse(true);
    }

    private List<SocialIdentity> known(String provider) {
        try {
            return database.read(connection -> identities.at(connection, provider, SHOWN));
        } catch (SQLException e) {
            throw Failures.database("Database error finding identities", e);
        }
    }

    private Answer page(Call call, int status, SocialState state, Map<String, String> filled, String error) {
        boolean asked = filled.containsKey("email") && !error.isEmpty();
        Map<String, String> values = new HashMap<>();
        values.put("provider", Html.escape(SocialProviders.name(state.provider())));
        values.put("site", Html.escape(state.redirectTo().split("[?#]", 2)[0]));
        values.put(
                "action",
                Html.escape(
                        "?state=" + Redirection.encode(call.parameter("state").orElse(""))));
        values.put("known", list(known(state.provider())));
        values.put("error", error.isEmpty() ? "" : "<p class=\"error\" role=\"alert\">" + Html.escape(error) + "</p>");
        values.put("email", Html.escape(filled.getOrDefault("email", "")));
        values.put("name", Html.escape(filled.getOrDefault("name", "")));
        values.put("id", Html.escape(filled.getOrDefault("id", "")));
        values.put("verified", !asked || filled.containsKey("verified") ? "checked" : "");
        return Answer.of(status, fill(values).getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", "text/html; charset=utf-8")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
                .with("X-Frame-Options", "DENY")
                .with("X-Content-Type-Options", "nosniff")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                // For this page alone, not for all that may call the rest of the server.
                .with("Access-Control-Allow-Origin", "null")
                // With less than this, browsers would not say where the form comes from.
                .with("Referrer-Policy", "same-origin")
                .with("Cache-Control", "no-store");
    }

    private static String list(List<SocialIdentity> known) {
        if (known.isEmpty()) {
            return "";
        }
        return known.stream()
                .map(identity -> """
                        <button class="who" name="pick" value="%s"><span class="face" aria-hidden="true">%s</span>
                        <span><b>%s</b><small>%s</small></span></button>
                        """.formatted(
                                Html.escape(identity.id()),
                                Html.escape(initial(identity)),
                                Html.escape(identity.name().isEmpty() ? identity.email() : identity.name()),
                                Html.escape(identity.name().isEmpty() ? "ID " + identity.id() : identity.email())))
                .collect(Collectors.joining("", "<div class=\"known\">", "</div><p class=\"or\"><span>or</span></p>"));
    }

    private static String initial(SocialIdentity identity) {
        String shown =
                identity.name().isBlank() ? identity.email() : identity.name().strip();
        return shown.isEmpty()
                ? "?"
                : shown.substring(0, shown.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }

    /** In one go, so that what stands in a value is never taken for a place to fill. */
    private static String fill(Map<String, String> values) {
        return Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(TEMPLATE)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }

    private static String read(String name) {
        try (InputStream file = SocialPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from this jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Failure forbidden() {
        return new Failure(403, "forbidden", "Only a person at this page may answer it");
    }
}
