package dev.deputy.local.http;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that a client sent. Reads members by the type that they must have; an absent member and {@code null}
 * are the same, a member of another type is the client's mistake, and members that nobody asks for are ignored.
 */
public final class Body {

    private final ObjectNode object;

    private Body(ObjectNode object) {
        this.object = object;
    }

    static Body of(byte[] utf8) {
        if (parse(utf8) instanceof ObjectNode object) {
            refuseWhatPostgresCannotStore(object);
            return new Body(object);
        }
        throw bad("a JSON object is expected");
    }

    /** A text member; empty when absent. */
    public String text(String name) {
        return optionalText(name).orElse("");
    }

    /** A text member, where absent and empty are different things. */
    public Optional<String> optionalText(String name) {
        return member(name).map(node -> {
            if (!node.isString()) {
                throw bad("\"" + name + "\" must be a string");
            }
            return node.stringValue();
        });
    }

    /** A truth value; false when absent. */
    public boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    /** A truth value, where absent and false are different things. */
    public Optional<Boolean> optionalFlag(String name) {
        return member(name).map(node -> {
            if (!node.isBoolean()) {
                throw bad("\"" + name + "\" must be true or false");
            }
            return node.booleanValue();
        });
    }

    /** A whole number; empty when absent. */
    public OptionalInt optionalInteger(String name) {
        return member(name)
                .map(node -> {
                    if (!node.canConvertToInt() || !node.canConvertToExactIntegral()) {
                        throw bad("\"" + name + "\" must be a whole number");
                    }
                    return OptionalInt.of(node.intValue());
                })
                .orElseGet(OptionalInt::empty);
    }

    /** An object member, or null when absent. */
    public @Nullable ObjectNode object(String name) {
        Optional<JsonNode> node = member(name);
        if (node.isEmpty()) {
            return null;
        }
        if (node.get() instanceof ObjectNode found) {
            return found;
        }
        throw bad("\"" + name + "\" must be an object");
    }

    private Optional<JsonNode> member(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static JsonNode parse(byte[] utf8) {
        try {
            return Json.parse(utf8);
        } catch (JacksonException e) {
            throw bad("it is not well-formed");
        }
    }

    /** Postgres keeps neither U+0000 nor half a surrogate pair, and a number beyond a double is no JavaScript number. */
    private static void refuseWhatPostgresCannotStore(JsonNode node) {
        if (node.isString()) {
            refuseUnstorable(node.stringValue());
        } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw bad("it has a number that is too large");
        } else if (node.isObject()) {
            node.propertyNames().forEach(Body::refuseUnstorable);
        }
        node.values().forEach(Body::refuseWhatPostgresCannotStore);
    }

    private static void refuseUnstorable(String text) {
        if (!Text.isStorable(text)) {
            throw bad("it has a NUL character or half of a surrogate pair");
        }
    }

    private static Failure bad(String why) {
        return new Failure(400, "bad_json", "Could not parse request body as JSON: " + why);
    }
}
