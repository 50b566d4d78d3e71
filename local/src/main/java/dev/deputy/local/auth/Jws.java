package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A signed token in its compact form (RFC 7515, section 7.1), signature not yet believed. */
final class Jws {

    interface Signer {
        byte[] sign(byte[] message);
    }

    private final ObjectNode header;
    private final ObjectNode claims;
    private final byte[] message;
    private final byte[] signature;

    private Jws(ObjectNode header, ObjectNode claims, byte[] message, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.message = message;
        this.signature = signature;
    }

    /** @throws IllegalArgumentException when the text is no such token */
    static Jws parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("token is malformed");
        }
        try {
            return new Jws(
                    Json.parseObject(text(parts[0])),
                    Json.parseObject(text(parts[1])),
                    (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                    Base64Url.decode(parts[2]));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("token is malformed", e);
        }
    }

    static String print(ObjectNode header, ObjectNode claims, Signer signer) {
        String message = encode(header) + "." + encode(claims);
        return message + "." + Base64Url.encode(signer.sign(message.getBytes(StandardCharsets.US_ASCII)));
    }

    ObjectNode header() {
        return header;
    }

    ObjectNode claims() {
        return claims;
    }

    /** What was signed. */
    byte[] message() {
        return message;
    }

    byte[] signature() {
        return signature;
    }

    private static String encode(ObjectNode node) {
        return Base64Url.encode(Json.print(node).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String part) {
        return new String(Base64Url.decode(part), StandardCharsets.UTF_8);
    }
}
