package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.List;

/** A column, or something within its JSON. */
record Field(String column, List<Step> path) {

    /** One arrow of a JSON path. */
    record Step(boolean asText, String key, boolean isIndex) {}

    static Field of(String column) {
        return new Field(column, List.of());
    }

    /** {@code column->key->>0}. */
    static Field read(GrammarReader in) {
        String column = readName(in);
        List<Step> path = new ArrayList<>();
        while (in.looksAt("->")) {
            path.add(readStep(in));
        }
        return new Field(column, List.copyOf(path));
    }

    private static Step readStep(GrammarReader in) {
        boolean asText = in.take("->>");
        if (!asText) {
            in.require("->");
        }
        int start = in.position();
        String sign = in.take("-") ? "-" : "";
        String digits = in.takeWhile(c -> c >= '0' && c <= '9');
        boolean ends = in.atEnd() || in.looksAt("->") || ".,:)".indexOf(in.peek()) >= 0;
        if (!digits.isEmpty() && digits.length() < 10 && ends) {
            return new Step(asText, sign + digits, true);
        }
        in.back(start);
        String quoted = in.takeQuoted();
        if (quoted != null) {
            return new Step(asText, quoted, false);
        }
        String key = readDashed(in, c -> "(-:.,>)".indexOf(c) < 0);
        if (key.isEmpty()) {
            throw in.unexpected("any non reserved character different from: .,>()");
        }
        return new Step(asText, key, false);
    }

    /** A name as it is written in an address: in quotes, or of letters, digits and a few signs. */
    static String readName(GrammarReader in) {
        String quoted = in.takeQuoted();
        if (quoted != null) {
            return quoted;
        }
        String name = readDashed(in, Field::isNameCharacter);
        if (name.isEmpty()) {
            throw in.unexpected("field name (* or [a..z0..9_$])");
        }
        return name;
    }

    static boolean isNameCharacter(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == ' ' || c == '$';
    }

    /** Parts joined by dashes that do not begin an arrow. */
    private static String readDashed(GrammarReader in, java.util.function.IntPredicate accepted) {
        StringBuilder name = new StringBuilder(in.takeWhile(accepted).strip());
        while (!name.isEmpty() && in.looksAt("-") && !in.looksAt("->")) {
            int dash = in.position();
            in.take("-");
            String part = in.takeWhile(accepted).strip();
            if (part.isEmpty()) {
                in.back(dash);
                break;
            }
            name.append('-').append(part);
        }
        return name.toString();
    }

    /** What the value is called in an answer when the request gives no name: the last key that is no index. */
    String label() {
        for (int i = path.size() - 1; i >= 0; i--) {
            if (!path.get(i).isIndex()) {
                return path.get(i).key();
            }
        }
        return column;
    }
}
