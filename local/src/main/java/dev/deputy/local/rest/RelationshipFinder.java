package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Finds the one relationship that a request means when it embeds a resource. */
final class RelationshipFinder {

    private final Schema schema;

    RelationshipFinder(Schema schema) {
        this.schema = schema;
    }

    /** @throws Refusal when there is none, or more than one */
    Relationship find(Name from, String target, @Nullable String hint) {
        List<Relationship> candidates = schema.from(from);
        Optional<Relationship> computed = candidates.stream()
                .filter(r -> r.function() != null && r.constraint().equals(target))
                .findFirst();
        if (computed.isPresent()) {
            return computed.get();
        }
        List<Relationship> found = candidates.stream()
                .filter(r -> r.function() == null && r.to().schema().equals(from.schema()))
                .filter(r -> r.isToItself() ? meansSelf(r, target, hint) : means(r, target, hint))
                .toList();
        if (found.isEmpty()) {
            throw none(from, target, hint, candidates);
        }
        if (found.size() > 1) {
            throw several(from, target, found);
        }
        return found.get(0);
    }

    private boolean means(Relationship r, String target, @Nullable String hint) {
        if (hint == null) {
            // A key's name or column stands for the table that it refers to, not for the views of that.
            return target.equals(r.to().name())
                    || ((isConstraint(r, target) || isColumnHere(r, target)) && !isView(r.to()));
        }
        return target.equals(r.to().name()) && (isConstraint(r, hint) || isColumn(r, hint) || isJunction(r, hint));
    }

    private boolean isView(Name name) {
        Table table = schema.table(name);
        return table != null && table.isView();
    }

    /** One key leads both ways: by the table's name to the many, by the key's column to the one. */
    private static boolean meansSelf(Relationship r, String target, @Nullable String hint) {
        if (r.junction() != null) {
            return target.equals(r.to().name()) && (hint == null || isJunction(r, hint));
        }
        if (r.hasForeignKeyHere()) {
            return hint == null && isColumnHere(r, target);
        }
        return target.equals(r.to().name())
                && (hint == null
                        || (r.columns().size() == 1
                                && hint.equals(r.columns().get(0).there())));
    }

    private static boolean isConstraint(Relationship r, String name) {
        return r.junction() == null && name.equals(r.constraint());
    }

    /** Whether it is the column, a single one, of a foreign key on this side. */
    private static boolean isColumnHere(Relationship r, String name) {
        return r.hasForeignKeyHere()
                && r.columns().size() == 1
                && name.equals(r.columns().get(0).here());
    }

    /** Whether it is the column of the key on either side, a single one. */
    private static boolean isColumn(Relationship r, String name) {
        return r.junction() == null
                && r.columns().size() == 1
                && (name.equals(r.columns().get(0).here())
                        || name.equals(r.columns().get(0).there()));
    }

    private static boolean isJunction(Relationship r, String name) {
        return r.junction() != null && name.equals(r.junction().table().name());
    }

    private Refusal none(Name from, String target, @Nullable String hint, List<Relationship> candidates) {
        String advice;
        if (candidates.isEmpty()) {
            Stream<String> origins = schema.relationships().keySet().stream()
                    .filter(name -> name.schema().equals(from.schema()))
                    .map(Name::name);
            advice = Spelling.closest(from.name(), origins)
                    .map(name -> "Perhaps you meant '" + name + "' instead of '" + from.name() + "'.")
                    .orElse(null);
        } else {
            Stream<String> targets = candidates.stream()
                    .filter(r -> r.to().schema().equals(from.schema()))
                    .map(r -> r.to().name());
            advice = Spelling.closest(target, targets)
                    .filter(name -> !name.equals(target))
                    .map(name -> "Perhaps you meant '" + name + "' instead of '" + target + "'.")
                    .orElse(null);
        }
        return Refusal.of(
                400,
                "PGRST200",
                "Could not find a relationship between '" + from.name() + "' and '" + target + "' in the schema cache",
                "Searched for a foreign key relationship between '" + from.name() + "' and '" + target + "'"
                        + (hint == null ? "" : " using the hint '" + hint + "'") + " in the schema '" + from.schema()
                        + "', but no matches were found.",
                advice);
    }

    private static Refusal several(Name from, String target, List<Relationship> found) {
        ArrayNode details = Json.array();
        for (Relationship r : found) {
            details.add(Json.object()
                    .put("cardinality", r.cardinality().words)
                    .put("embedding", r.from().name() + " with " + r.to().name())
                    .put("relationship", r.describe()));
        }
        String choices =
                found.stream().map(r -> "'" + target + "!" + r.hint() + "'").collect(Collectors.joining(", "));
        return Refusal.ofDetails(
                300,
                "PGRST201",
                "Could not embed because more than one relationship was found for '" + from.name() + "' and '" + target
                        + "'",
                details,
                "Try changing '" + target + "' to one of the following: " + choices
                        + ". Find the desired relationship in the 'details' key.");
    }
}
