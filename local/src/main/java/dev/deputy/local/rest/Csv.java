package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads comma-separated values (RFC 4180): a line of names, then lines of values, where {@code NULL} is none. */
final class Csv {

    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    static ArrayNode rows(String text) {
        List<List<String>> lines = new Csv(text).lines();
        ArrayNode rows = Json.array();
        for (List<String> line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            if (line.size() != lines.get(0).size()) {
                throw Refusal.body("All lines must have same number of fields");
            }
            ObjectNode row = Json.object();
            for (int i = 0; i < line.size(); i++) {
                String value = line.get(i);
                row.put(lines.get(0).get(i), value.equals("NULL") ? null : value);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        while (at < text.length()) {
            line.add(text.charAt(at) == '"' ? quoted() : plain());
            boolean more = at < text.length() && text.charAt(at) == ',';
            if (more) {
                at++;
            } else {
                skipLineBreak();
                lines.add(line);
                line = new ArrayList<>();
            }
        }
        return lines;
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Two quotes within quotes are one. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else {
                break;
            }
        }
        return value + plain();
    }

    private void skipLineBreak() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
    }
}
