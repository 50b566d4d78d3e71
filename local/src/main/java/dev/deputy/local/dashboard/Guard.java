package dev.deputy.local.dashboard;

import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps everybody out but the dashboard's own page and programs that know the secret. A browser also holds pages of other
 * people, and any of them can send requests to this port; three things give them away, each enough by itself: the host
 * name when they had their own resolve to this machine, the origin, and that they do not know the secret.
 */
final class Guard {

    private final Set<String> hosts;
    private final ControlSecret secret;

    Guard(int port, ControlSecret secret) {
        this.hosts = port == 80
                ? Set.of("127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80")
                : Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.secret = secret;
    }

    /** The page and its files, which hold no secret: another site may link here, and nothing else. */
    void admitToPage(Call call) {
        String host = requireOwnHost(call);
        Optional<String> site = call.header("Sec-Fetch-Site");
        boolean linked = site.isPresent()
                && call.header("Sec-Fetch-Mode").filter("navigate"::equals).isPresent()
                && call.header("Sec-Fetch-Dest").filter("document"::equals).isPresent();
        if (!linked) {
            requireOwnOrigin(call, host, site);
        }
    }

    void admitToControl(Call call) {
        requireOwnOrigin(call, requireOwnHost(call), call.header("Sec-Fetch-Site"));
        // A header that no page can have a browser add by itself, unlike a cookie.
        String bearer = call.header("Authorization").orElse("");
        boolean known = bearer.regionMatches(true, 0, "Bearer ", 0, 7)
                && secret.matches(bearer.substring(7).strip());
        if (!known) {
            throw new Failure(
                    401,
                    "secret_needed",
                    "Send the secret of this local Supabase as \"Authorization: Bearer …\": it is the end of the"
                            + " dashboard's address, which 'start' printed and 'status' prints again");
        }
    }

    private String requireOwnHost(Call call) {
        String host = call.header("Host").orElse("").toLowerCase(Locale.ROOT);
        if (!hosts.contains(host)) {
            throw new Failure(
                    403, "host_not_allowed", "Call the dashboard as 127.0.0.1 or localhost, with the port it is at");
        }
        return host;
    }

    private static void requireOwnOrigin(Call call, String host, Optional<String> site) {
        boolean otherOrigin =
                call.header("Origin").filter(o -> !o.equals("http://" + host)).isPresent();
        boolean otherSite =
                site.filter(s -> !s.equals("same-origin") && !s.equals("none")).isPresent();
        if (otherOrigin || otherSite) {
            throw new Failure(403, "origin_not_allowed", "Pages of other origins cannot use the dashboard");
        }
    }
}
