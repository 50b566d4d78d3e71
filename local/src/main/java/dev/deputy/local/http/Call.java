package dev.deputy.local.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** One request, as a service sees it: below the service's own prefix, its API key already checked. */
public final class Call {

    private static final int BODY_LIMIT = 1 << 20;

    private final Request request;
    private final String path;
    private final @Nullable String authorization;
    private final Map<String, String> variables;

    Call(Request request, String path, @Nullable String authorization) {
        this(request, path, authorization, Map.of());
    }

    private Call(Request request, String path, @Nullable String authorization, Map<String, String> variables) {
        this.request = request;
        this.path = path;
        this.authorization = authorization;
        this.variables = variables;
    }

    Call withVariables(Map<String, String> found) {
        return new Call(request, path, authorization, found);
    }

    /** This request as a call to another service, on behalf of somebody else. */
    public Call to(String otherPath, String otherAuthorization) {
        return new Call(request, otherPath, otherAuthorization);
    }

    public String method() {
        return request.getMethod();
    }

    /** The path below the service's prefix, beginning with a slash, percent-encoding removed where that is safe. */
    public String path() {
        return path;
    }

    /** What stood in the path for <code>{name}</code>. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no {" + name + "} in this path");
        }
        return value;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** All values of a header, in their order. */
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** The names of the headers that came. */
    public Set<String> headerNames() {
        return request.getHeaders().getFieldNamesCollection();
    }

    /** What stands behind the question mark, as it came; empty when nothing does. */
    public String query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /** The Authorization header as it counts behind the gateway: a publishable or secret key has become its role's token. */
    public Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    /** A parameter of the address; empty and absent differ. */
    public Optional<String> parameter(String name) {
        Optional<String> value = Optional.ofNullable(parameters().getValue(name));
        value.filter(text -> !Text.isStorable(text)).ifPresent(text -> {
            throw new Failure(400, "validation_failed", "The parameter " + name + " has characters that are not text");
        });
        return value;
    }

    /** The client's address, in numbers. */
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    /** The address that the client called, without its parameters. */
    public String url() {
        return request.getHttpURI().asString().split("[?#]", 2)[0];
    }

    /** Reads the body, once, as a JSON object of at most one megabyte. */
    public Body json() throws IOException {
        return Body.of(bytes());
    }

    /** Reads the body as {@link #json()}, if there is one. */
    public Optional<Body> optionalJson() throws IOException {
        byte[] bytes = bytes();
        return bytes.length == 0 ? Optional.empty() : Optional.of(Body.of(bytes));
    }

    /** Reads the body, once, as the fields of an HTML form; of a name that comes twice, the last. */
    public Map<String, String> form() throws IOException {
        return Form.parse(bytes());
    }

    /** Reads the body, once, as it is; 413 when there are more bytes than that. */
    public byte[] bytes(int limit) throws IOException {
        return bytes(limit, "The request body is too large");
    }

    private byte[] bytes() throws IOException {
        return bytes(BODY_LIMIT, "The request body is larger than 1 MB");
    }

    private byte[] bytes(int limit, String tooLarge) throws IOException {
        byte[] bytes = Request.asInputStream(request).readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new Failure(413, "request_entity_too_large", tooLarge);
        }
        return bytes;
    }

    private Fields parameters() {
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            throw new Failure(400, "validation_failed", "The parameters of the address are not well-formed");
        }
    }

    Optional<String> userAgent() {
        return header(HttpHeader.USER_AGENT.asString());
    }
}
