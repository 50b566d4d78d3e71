package dev.deputy;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Addresses of this machine itself. */
final class Loopback {

    private static final List<String> SPELLINGS = List.of("127.0.0.1", "localhost", "[::1]");

    private Loopback() {}

    /** Whether an address with a host is on this machine, by its text alone: no name is looked up. */
    static boolean is(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return SPELLINGS.contains(host) || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"); // RFC 6890
    }

    /**
     * The issuers and, for those on this machine, the other spellings of the same: {@code supabase start} shows
     * {@code 127.0.0.1}, many a configuration says {@code localhost}, and both are one server.
     */
    static Set<String> withAllSpellings(Set<String> issuers) {
        Set<String> all = new LinkedHashSet<>(issuers);
        for (String issuer : issuers) {
            for (String scheme : List.of("http://", "https://")) {
                for (String spelling : SPELLINGS) {
                    if (issuer.startsWith(scheme + spelling + ":") || issuer.startsWith(scheme + spelling + "/")) {
                        String rest = issuer.substring((scheme + spelling).length());
                        SPELLINGS.forEach(other -> all.add(scheme + other + rest));
                    }
                }
            }
        }
        return Set.copyOf(all);
    }
}
