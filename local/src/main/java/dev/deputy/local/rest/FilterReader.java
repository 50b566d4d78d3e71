package dev.deputy.local.rest;

import dev.deputy.local.rest.Condition.Binary;
import dev.deputy.local.rest.Condition.Comparison;
import dev.deputy.local.rest.Condition.Quantifier;
import dev.deputy.local.rest.Condition.Test;
import dev.deputy.local.rest.Condition.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code not.gte.5}, {@code in.(a,b)}, {@code like(any).{x*,y*}}, and trees of them: {@code or=(a.eq.1,b.gt.2)}. */
final class FilterReader {

    private final GrammarReader in;
    private final boolean inTree;

    private FilterReader(GrammarReader in, boolean inTree) {
        this.in = in;
        this.inTree = inTree;
    }

    /** The value of a parameter whose name is a field. */
    static Comparison comparison(Field field, String text) {
        GrammarReader in = new GrammarReader(text, "filter (" + text + ")");
        return new FilterReader(in, false).comparison(field);
    }

    /** The value of {@code and}, {@code or}. */
    static Condition tree(boolean negated, String operator, String text) {
        GrammarReader in = new GrammarReader(operator + text, "logic tree (" + text + ")");
        in.take(operator);
        return new FilterReader(in, true).branch(negated, operator.equals("and"));
    }

    private Condition branch(boolean negated, boolean and) {
        if (!in.takeToken("(")) {
            throw in.unexpected("\"(\"");
        }
        in.descend();
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(part());
        } while (in.takeToken(","));
        if (!in.takeToken(")")) {
            throw in.unexpected("\",\" or \")\"");
        }
        in.ascend();
        return and ? new Condition.All(negated, List.copyOf(parts)) : new Condition.Any(negated, List.copyOf(parts));
    }

    private Condition part() {
        int start = in.position();
        boolean negated = in.take("not.");
        boolean and = in.take("and");
        if ((and || in.take("or")) && in.peek() == '(') {
            return branch(negated, and);
        }
        in.back(start);
        if (in.peek() != '"' && !Field.isNameCharacter(in.peek())) {
            throw in.unexpected("field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)");
        }
        Field field = Field.read(in);
        if (!in.take(".")) {
            throw in.unexpected("\"->\" or \".\"");
        }
        return comparison(field);
    }

    private Comparison comparison(Field field) {
        boolean negated = in.take("not");
        if (negated && !in.take(".")) {
            throw in.unexpected("delimiter (.)");
        }
        return new Comparison(field, negated, test(negated));
    }

    private Test test(boolean afterNot) {
        int start = in.position();
        String name = in.takeWhile(c -> c >= 'a' && c <= 'z');
        Test test =
                switch (name) {
                    case "in" -> delimited(() -> new Condition.In(list()));
                    case "is" -> delimited(() -> new Condition.Is(truth()));
                    case "isdistinct" -> delimited(() -> new Condition.IsDistinct(value()));
                    default -> Operator.named(name).map(this::withOperand).orElse(null);
                };
        if (test == null) {
            in.back(start);
            throw noOperator(afterNot);
        }
        return test;
    }

    private Refusal noOperator(boolean afterNot) {
        return in.unexpected(afterNot ? "operator (eq, gt, ...)" : "\"not\" or operator (eq, gt, ...)");
    }

    private Test delimited(java.util.function.Supplier<Test> operand) {
        if (!in.take(".")) {
            throw noOperator(true);
        }
        return operand.get();
    }

    private Test withOperand(Operator operator) {
        int start = in.position();
        String argument = operator.isTextSearch() || operator.quantifiable ? argument() : null;
        if (operator.isTextSearch()) {
            return delimited(() -> new Condition.TextSearch(operator, argument, value()));
        }
        Quantifier quantifier = argument == null ? null : quantifier(argument, start);
        return delimited(() -> new Binary(operator, quantifier, value()));
    }

    /** What stands in brackets between operator and operand: a language, or any, or all. */
    private @Nullable String argument() {
        int start = in.position();
        if (!in.take("(")) {
            return null;
        }
        String word = in.takeWhile(c -> c != ')');
        if (in.take(")")) {
            return word;
        }
        in.back(start);
        return null;
    }

    private Quantifier quantifier(String word, int start) {
        if (word.equals("any") || word.equals("all")) {
            return Quantifier.valueOf(word.toUpperCase(Locale.ROOT));
        }
        in.back(start);
        in.take("(");
        throw noOperator(true);
    }

    private Truth truth() {
        int start = in.position();
        String word = in.takeWhile(c -> c == '_' || Character.isLetter(c)).toUpperCase(Locale.ROOT);
        for (Truth truth : Truth.values()) {
            if (truth.name().equals(word) && (inTree || in.atEnd())) {
                return truth;
            }
        }
        in.back(start);
        throw in.unexpected("null or trilean value (unknown, true, false)");
    }

    private List<String> list() {
        if (!in.takeToken("(")) {
            throw in.unexpected("\"(\"");
        }
        List<String> values = new ArrayList<>();
        do {
            values.add(element());
        } while (in.takeToken(","));
        if (!in.takeToken(")")) {
            throw in.unexpected("\",\" or \")\"");
        }
        return values.equals(List.of("")) ? List.of() : List.copyOf(values);
    }

    private String value() {
        if (!inTree) {
            return in.takeRest();
        }
        if (in.peek() == '{') {
            String array = in.takeWhile(c -> c != '}');
            return in.take("}") ? array + "}" : array;
        }
        return element();
    }

    /** Up to the next comma or closing bracket, unless it is quoted. */
    private String element() {
        int start = in.position();
        String quoted = in.takeQuoted();
        if (quoted != null && (in.atEnd() || in.peek() == ',' || in.peek() == ')')) {
            return quoted;
        }
        in.back(start);
        return in.takeWhile(c -> c != ',' && c != ')');
    }
}
