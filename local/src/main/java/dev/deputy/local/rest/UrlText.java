package dev.deputy.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** The part of an address behind the question mark, cut into its parameters and back. */
final class UrlText {

    private UrlText() {}

    record Parameter(String name, String value) {}

    /** In the order of the address; a name may come several times. */
    static List<Parameter> parameters(String rawQuery) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : decode(part.substring(equals + 1));
                parameters.add(new Parameter(name, value));
            }
        }
        return parameters;
    }

    /** What is no percent-encoding stays as it is; what is no UTF-8 becomes U+FFFD. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%' && i + 2 < raw.length && digit(raw[i + 1]) >= 0 && digit(raw[i + 2]) >= 0) {
                decoded.write(digit(raw[i + 1]) * 16 + digit(raw[i + 2]));
                i += 2;
            } else {
                decoded.write(raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        return decoded.toString(UTF_8);
    }

    private static int digit(byte b) {
        return b < 0 ? -1 : Character.digit((char) b, 16);
    }

    /** As it stands in an address. */
    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
