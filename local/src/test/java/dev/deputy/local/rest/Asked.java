package dev.deputy.local.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request of the files in {@code requests}: a line with method and address, then, indented, headers, {@code as} and a
 * name for a token, and the body.
 */
record Asked(String method, String address, Map<String, String> headers, String body) {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z-]+:( .*)?");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/?&=%()*,.:;!'@$+~_-]");

    static List<Asked> in(String file) {
        List<Asked> all = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : (text("requests/" + file) + "\nend").split("\n", -1)) {
            if (!line.startsWith(" ") && !lines.isEmpty()) {
                all.add(of(lines));
                lines.clear();
            }
            if (!line.startsWith("#") && !line.isBlank()) {
                lines.add(line);
            }
        }
        return all;
    }

    private static Asked of(List<String> lines) {
        String[] first = lines.get(0).split(" ", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder();
        for (String indented : lines.subList(1, lines.size())) {
            String line = indented.substring(2);
            if (body.isEmpty() && line.startsWith("as ")) {
                headers.put("Authorization", line);
            } else if (body.isEmpty() && HEADER.matcher(line).matches()) {
                int colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
            } else {
                body.append(body.isEmpty() ? "" : "\n").append(line);
            }
        }
        return new Asked(first[0], first[1], headers, body.toString());
    }

    static String text(String resource) {
        return Resources.text(resource);
    }

    HttpRequest to(URI server, Map<String, String> tokens) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + encoded()));
        headers.forEach((name, value) ->
                request.header(name, value.startsWith("as ") ? "Bearer " + tokens.get(value.substring(3)) : value));
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return request.method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private String encoded() {
        StringBuilder encoded = new StringBuilder();
        address.codePoints().forEach(c -> {
            String text = Character.toString(c);
            encoded.append(PLAIN.matcher(text).matches() ? text : UrlText.encode(text));
        });
        return encoded.toString();
    }

    /** On one line, as the document of differences has it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(method + " " + address);
        headers.forEach(
                (name, value) -> text.append(" · ").append(name).append(": ").append(value));
        return text + (body.isEmpty() ? "" : " · " + body.replace("\n", "⏎"));
    }
}
