package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A media type as a client writes it, such as {@code application/vnd.pgrst.object+json;nulls=stripped}.
 *
 * @param parameters without the quality
 */
record MediaType(String name, Map<String, String> parameters, double quality) {

    static final MediaType JSON = new MediaType("application/json", Map.of(), 1);

    /** The types of a header Accept, the most wanted first. */
    static List<MediaType> accepted(String header) {
        List<MediaType> types = new ArrayList<>();
        for (String text : parts(header, ',')) {
            if (!text.isBlank()) {
                types.add(of(text));
            }
        }
        types.sort(Comparator.comparingDouble(MediaType::quality).reversed());
        return types.isEmpty() ? List.of(new MediaType("*/*", Map.of(), 1)) : types;
    }

    static MediaType of(String text) {
        List<String> parts = parts(text, ';');
        Map<String, String> parameters = new TreeMap<>();
        double quality = 1;
        for (int i = 1; i < parts.size(); i++) {
            String[] pair = parts.get(i).strip().split("=", 2);
            String value = pair.length == 2 ? pair[1].strip().replace("\"", "") : "";
            if (pair[0].equals("q")) {
                quality = value.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(value) : 1;
            } else {
                parameters.put(pair[0].toLowerCase(Locale.ROOT), value);
            }
        }
        return new MediaType(parts.get(0).strip().toLowerCase(Locale.ROOT), parameters, quality);
    }

    /** Cuts at a character, unless it stands between quotes. */
    private static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (text.charAt(i) == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    boolean isOneObject() {
        return name.equals("application/vnd.pgrst.object+json") || name.equals("application/vnd.pgrst.object");
    }

    boolean isArray() {
        return name.equals("application/vnd.pgrst.array+json") || name.equals("application/vnd.pgrst.array");
    }

    boolean isCsv() {
        return name.equals("text/csv");
    }

    boolean isPlan() {
        return name.equals("application/vnd.pgrst.plan")
                || name.equals("application/vnd.pgrst.plan+text")
                || name.equals("application/vnd.pgrst.plan+json");
    }

    boolean isOpenApi() {
        return name.equals("application/openapi+json");
    }

    boolean isAny() {
        return name.equals("*/*");
    }

    boolean isJson() {
        return name.equals("application/json") || (isArray() && !stripsNulls());
    }

    boolean stripsNulls() {
        return "stripped".equals(parameters.get("nulls"));
    }

    /** As Content-Type has it. */
    String contentType() {
        if (isPlan()) {
            return planType();
        }
        if (isOneObject() || isArray()) {
            String full = isOneObject() ? "application/vnd.pgrst.object+json" : "application/vnd.pgrst.array+json";
            return full + (stripsNulls() ? ";nulls=stripped" : "") + "; charset=utf-8";
        }
        return name + "; charset=utf-8";
    }

    private String planType() {
        String format = name.endsWith("+json") ? "application/vnd.pgrst.plan+json" : "application/vnd.pgrst.plan+text";
        String options = parameters.getOrDefault("options", "");
        return format + "; for=\""
                + of(parameters.getOrDefault("for", JSON.name())).name() + "\""
                + (options.isEmpty() ? "" : "; options=" + options) + "; charset=utf-8";
    }
}
