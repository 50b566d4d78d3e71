package dev.deputy.local.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which names may stand in the Host header. A page of another site can make its own name resolve to 127.0.0.1 (DNS
 * rebinding) and would then be of the same origin as we are; its name gives it away.
 */
final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Loopback() {}

    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("::1")
                || IPV4.matcher(name).matches();
    }
}
