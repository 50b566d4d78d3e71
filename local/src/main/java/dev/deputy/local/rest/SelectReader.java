package dev.deputy.local.rest;

import dev.deputy.local.rest.Select.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code select=id,label:title,writer:writers!inner(name),pages.sum()}. */
final class SelectReader {

    private final GrammarReader in;

    private SelectReader(GrammarReader in) {
        this.in = in;
    }

    static List<Select> read(String text) {
        GrammarReader in = new GrammarReader(text, "select parameter (" + text + ")");
        if (text.isBlank()) {
            return List.of(new Select.All());
        }
        List<Select> items = new SelectReader(in).items();
        if (!in.atEnd() && !in.looksAt(")")) { // PostgREST does not read on behind a stray bracket either
            throw in.unexpected("\",\" or end of input");
        }
        return items;
    }

    private List<Select> items() {
        List<Select> items = new ArrayList<>();
        do {
            items.add(item());
        } while (in.takeToken(","));
        return List.copyOf(items);
    }

    private Select item() {
        in.takeWhile(c -> c == ' ');
        if (in.take("...")) {
            return embed(alias(), true);
        }
        if (in.take("*")) {
            return new Select.All();
        }
        if (!startsName()) {
            throw in.unexpected("\"...\", field name (* or [a..z0..9_$]), \"*\" or \"count()\"");
        }
        String alias = alias();
        if (in.take("count()")) {
            return new Select.Value(null, alias, null, Aggregate.COUNT, cast());
        }
        return isEmbed() ? embed(alias, false) : value(alias);
    }

    private boolean startsName() {
        return in.peek() == '"' || Field.isNameCharacter(in.peek());
    }

    /** A name before a single colon. */
    private @Nullable String alias() {
        int start = in.position();
        String name = Field.readName(in);
        if (in.looksAt(":") && !in.looksAt("::")) {
            in.require(":");
            return name;
        }
        in.back(start);
        return null;
    }

    private boolean isEmbed() {
        int start = in.position();
        Field.readName(in);
        boolean embed = in.looksAt("!") || in.looksAt("(");
        in.back(start);
        return embed;
    }

    private Select embed(@Nullable String alias, boolean spread) {
        String name = Field.readName(in);
        String hint = null;
        boolean inner = false;
        while (in.take("!")) {
            String word = Field.readName(in);
            if (word.equals("inner")) {
                inner = true;
            } else if (!word.equals("left")) {
                hint = word;
            }
        }
        in.require("(");
        in.descend();
        in.takeWhile(c -> c == ' ');
        List<Select> items = in.looksAt(")") ? List.of() : items();
        in.ascend();
        in.require(")");
        return new Select.Embed(name, alias, hint, inner, spread, items);
    }

    private Select value(@Nullable String alias) {
        Field field = Field.read(in);
        String cast = cast();
        Aggregate aggregate = null;
        String aggregateCast = null;
        if (in.take(".")) {
            aggregate = aggregate();
            aggregateCast = cast();
        }
        if (!in.atEnd() && ",) ".indexOf(in.peek()) < 0) {
            throw in.unexpected("\"->\", \"::\", \".\", \")\", \",\" or end of input");
        }
        return new Select.Value(field, alias, cast, aggregate, aggregateCast);
    }

    private Aggregate aggregate() {
        for (Aggregate aggregate : Aggregate.values()) {
            if (in.take(aggregate.name().toLowerCase(Locale.ROOT))) {
                in.require("()");
                return aggregate;
            }
        }
        throw in.unexpected("\"sum\", \"avg\", \"count\", \"max\" or \"min\"");
    }

    private @Nullable String cast() {
        if (!in.take("::")) {
            return null;
        }
        String type = in.takeWhile(c -> Field.isNameCharacter(c) || c == '[' || c == ']');
        if (type.isBlank() || type.strip().startsWith("[")) {
            throw in.unexpected("letter, digit or \"_\"");
        }
        return type.strip();
    }
}
