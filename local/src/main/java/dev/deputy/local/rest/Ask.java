package dev.deputy.local.rest;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to the data API, read but not yet matched with the schema.
 *
 * @param path below {@code /rest/v1}
 * @param resource the table or function, in the schema that the client chose, or else the first of the exposed ones
 * @param range of the header, which the query's limit may leave without effect
 * @param claims of the caller's token, with the role that the request is to have
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
record Ask(
        String method,
        String path,
        boolean isCall,
        Name resource,
        Query query,
        Prefer prefer,
        List<MediaType> accept,
        MediaType contentType,
        Window range,
        Map<String, String> headers,
        Map<String, String> cookies,
        ObjectNode claims,
        byte[] body) {

    String schema() {
        return resource.schema();
    }

    String role() {
        return claims.path("role").asString("");
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
