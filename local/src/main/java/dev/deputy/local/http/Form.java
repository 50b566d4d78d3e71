package dev.deputy.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a browser sends for an HTML form ({@code application/x-www-form-urlencoded}). */
final class Form {

    private Form() {}

    static Map<String, String> parse(byte[] ascii) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : new String(ascii, StandardCharsets.US_ASCII).split("&", -1)) {
            String[] parts = field.split("=", 2);
            if (!field.isEmpty()) {
                fields.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
            }
        }
        return fields;
    }

    private static String decode(String encoded) {
        String text;
        try {
            text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        if (!Text.isStorable(text)) {
            throw bad();
        }
        return text;
    }

    private static Failure bad() {
        return new Failure(400, "validation_failed", "The form is not well-formed");
    }
}
