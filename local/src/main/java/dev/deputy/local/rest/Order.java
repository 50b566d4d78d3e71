package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One term of {@code order=a.desc.nullslast,writers(name)}.
 *
 * @param relation the embedded resource whose field it is, or null
 */
record Order(
        @Nullable String relation,
        Field field,
        @Nullable String direction,
        @Nullable String nulls) {

    static List<Order> read(String text) {
        GrammarReader in = new GrammarReader(text, "order (" + text + ")");
        List<Order> terms = new ArrayList<>();
        do {
            terms.add(term(in));
        } while (in.takeToken(","));
        if (!in.atEnd()) {
            throw in.unexpected("\",\" or end of input");
        }
        return List.copyOf(terms);
    }

    private static Order term(GrammarReader in) {
        String relation = null;
        int start = in.position();
        String name = Field.readName(in);
        Field field;
        if (in.take("(")) {
            relation = name;
            field = Field.read(in);
            in.require(")");
        } else {
            in.back(start);
            field = Field.read(in);
        }
        String direction = null;
        String nulls = null;
        if (in.looksAt(".asc") || in.looksAt(".desc")) {
            in.take(".");
            direction = in.take("asc") ? "asc" : "desc";
            in.take("desc");
        }
        if (in.take(".nullsfirst")) {
            nulls = "nulls first";
        } else if (in.take(".nullslast")) {
            nulls = "nulls last";
        }
        if (!in.atEnd() && in.peek() != ',' && in.peek() != ' ') {
            in.take(".");
            throw in.unexpected(
                    direction == null
                            ? "\"asc\", \"desc\", \"nullsfirst\" or \"nullslast\""
                            : "\"nullsfirst\" or \"nullslast\"");
        }
        return new Order(relation, field, direction, nulls);
    }
}
