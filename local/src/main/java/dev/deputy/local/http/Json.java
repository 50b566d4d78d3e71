package dev.deputy.local.http;

import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON text to tree and back. By Jackson's tokens rather than its mapper, whose four hundred classes would be a third of
 * the time that a local Supabase takes to start.
 */
public final class Json {

    private static final JsonFactory TOKENS = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** Reads one value. Throws {@link JacksonException} for anything else. */
    public static JsonNode parse(byte[] utf8) {
        try (JsonParser parser = TOKENS.createParser(ObjectReadContext.empty(), utf8)) {
            return whole(parser);
        }
    }

    /** Reads one value. Throws {@link JacksonException} for anything else. */
    public static JsonNode parse(String text) {
        try (JsonParser parser = TOKENS.createParser(ObjectReadContext.empty(), text)) {
            return whole(parser);
        }
    }

    /** Reads an object. Throws {@link JacksonException} or {@link IllegalArgumentException} for anything else. */
    public static ObjectNode parseObject(String text) {
        if (parse(text) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    public static String print(JsonNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = TOKENS.createGenerator(ObjectWriteContext.empty(), text)) {
            write(node, generator);
        }
        return text.toString();
    }

    /** Any Java value of maps, lists, strings, numbers and booleans as a tree. */
    public static JsonNode of(Object value) {
        return Mapper.INSTANCE.valueToTree(value);
    }

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Reads what a parser of whatever format has: one value. */
    public static JsonNode read(JsonParser parser) {
        return whole(parser);
    }

    private static JsonNode whole(JsonParser parser) {
        parser.nextToken();
        JsonNode node = value(parser);
        if (parser.nextToken() != null) {
            throw new StreamReadException(parser, "more than one value");
        }
        return node;
    }

    private static JsonNode value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token == null ? JsonToken.NOT_AVAILABLE : token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            default -> throw new StreamReadException(parser, "a value is missing");
        };
    }

    private static ObjectNode readObject(JsonParser parser) {
        ObjectNode object = object();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser));
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser parser) {
        ArrayNode array = array();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static void write(JsonNode node, JsonGenerator generator) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                node.properties().forEach(property -> {
                    generator.writeName(property.getKey());
                    write(property.getValue(), generator);
                });
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                node.forEach(element -> write(element, generator));
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(node.stringValue());
            case BOOLEAN -> generator.writeBoolean(node.booleanValue());
            case NULL -> generator.writeNull();
            case NUMBER -> writeNumber(node, generator);
            default -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    private static void writeNumber(JsonNode node, JsonGenerator generator) {
        switch (node.numberType()) {
            case INT -> generator.writeNumber(node.intValue());
            case LONG -> generator.writeNumber(node.longValue());
            case BIG_INTEGER -> generator.writeNumber(node.bigIntegerValue());
            case FLOAT -> generator.writeNumber(node.floatValue());
            case DOUBLE -> generator.writeNumber(node.doubleValue());
            case BIG_DECIMAL -> generator.writeNumber(node.decimalValue());
        }
    }

    /** Made when it is first asked for. */
    private static final class Mapper {
        private static final JsonMapper INSTANCE = new JsonMapper();
    }
}
