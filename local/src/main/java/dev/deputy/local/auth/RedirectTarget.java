package dev.deputy.local.auth;

import dev.deputy.local.http.Call;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is sent at the end of a flow. Somebody else's site would get the user's tokens, so only the project's
 * own site and what its settings allow are taken.
 */
final class RedirectTarget {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern HOST_NAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?");
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern WEB = Pattern.compile("(?i)https?:.*", Pattern.DOTALL);

    private final URI site;
    private final List<Pattern> allowed;

    RedirectTarget(SiteSettings settings) {
        this.site = settings.url();
        this.allowed = settings.redirectUrls().stream().map(Glob::compile).toList();
    }

    /** What the call asks for, if that is allowed; else where it comes from, if that is; else the site. */
    String of(Call call) {
        return of(call, null);
    }

    /** As {@link #of(Call)}, after what the body asks for. */
    String of(Call call, @Nullable String inBody) {
        return Stream.of(
                        Optional.ofNullable(inBody),
                        call.header("redirect_to")
                                .filter(text -> !text.isEmpty())
                                .or(() -> call.parameter("redirect_to")),
                        call.header("referer"))
                .flatMap(Optional::stream)
                .filter(this::isAllowed)
                .findFirst()
                .orElse(site());
    }

    String site() {
        return site.toString();
    }

    /** The rules are GoTrue's. */
    boolean isAllowed(String target) {
        if (target.isEmpty() || target.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            return false; // browsers leave such characters out, and then it is another address
        }
        Optional<URI> parsed = parse(target);
        if (parsed.isEmpty()) {
            // A mobile application's scheme may be one that no parser takes; an address in the web always is one.
            return !WEB.matcher(target).matches() && matches(target);
        }
        URI uri = parsed.get();
        String host = uri.getHost() == null ? "" : uri.getHost();
        if (isSite(uri, host)) {
            return true;
        }
        if (DIGITS.matcher(host).matches()) {
            return false; // an IP address in disguise
        }
        if (isAddress(host)) {
            return isLoopback(host);
        }
        if (WEB.matcher(target).matches() && !HOST_NAME.matcher(host).matches()) {
            return false;
        }
        return matches(target);
    }

    private boolean isSite(URI uri, String host) {
        return uri.getScheme() != null
                && uri.getScheme().equalsIgnoreCase(site.getScheme())
                && site.getHost() != null
                && host.equals(site.getHost())
                // RFC 8252, section 7.3: an application on this machine takes the port that is free.
                && (uri.getPort() == site.getPort() || host.equals("localhost") || isLoopback(host));
    }

    private boolean matches(String target) {
        String withoutFragment = target.split("#", 2)[0];
        return allowed.stream()
                .anyMatch(pattern -> pattern.matcher(withoutFragment).matches());
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    private static boolean isLoopback(String host) {
        return host.equals("[::1]") || LOOPBACK_V4.matcher(host).matches();
    }

    private static Optional<URI> parse(String target) {
        try {
            return Optional.of(new URI(target));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
