package dev.deputy.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Invokes an Edge Function. Immutable; nothing is sent before one of the {@code invoke} methods, which throw
 * {@link FunctionException} when it answers with an error, cannot be run or does not answer.
 *
 * <pre>{@code
 * Optional<Greeting> greeting =
 *         supabase.as(caller).function("hello").body(Map.of("name", "Ada")).invoke(Greeting.class);
 * }</pre>
 */
public final class FunctionCall {

    private final Channel channel;
    private final Request request;

    private FunctionCall(Channel channel, Request request) {
        this.channel = channel;
        this.request = request;
    }

    static FunctionCall of(Channel channel, String name) {
        return new FunctionCall(channel, Request.of(Service.FUNCTIONS, "POST", "/" + Addresses.path(name)));
    }

    private FunctionCall with(Request request) {
        return new FunctionCall(channel, request);
    }

    /** GET, PUT, PATCH, DELETE; POST by default. */
    public FunctionCall method(String method) {
        return with(request.method(method));
    }

    /** Sends a value as JSON. */
    public FunctionCall body(Object value) {
        return body(channel.json().write(value), "application/json");
    }

    /** Sends a text. */
    public FunctionCall text(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    /** Sends bytes of this type. */
    public FunctionCall body(byte[] bytes, String contentType) {
        return with(request.body(contentType, Body.of(bytes)));
    }

    /** Runs it in this region, such as {@code eu-central-1}. */
    public FunctionCall region(String region) {
        return with(request.header("x-region", region).parameter("forceFunctionRegion", region));
    }

    /** A parameter of its address. */
    public FunctionCall param(String name, String value) {
        return with(request.parameter(name, value));
    }

    /** A header field; not one that says who is asking. */
    public FunctionCall header(String name, String value) {
        return with(request.header(Query.checkedHeader(name), value));
    }

    /** What it answers, as a value of the type; empty where the answer is empty or null. */
    public <T> Optional<T> invoke(Class<T> type) {
        Reply reply = channel.send(request);
        @Nullable T value = reply.body().length == 0 ? null : channel.read(Service.FUNCTIONS, reply, type);
        return Optional.ofNullable(value);
    }

    /** What it answers, as it arrives. */
    public FunctionAnswer invoke() {
        return new FunctionAnswer(channel.open(request));
    }

    /** As {@link #invoke()}, without waiting for the answer. */
    public CompletableFuture<FunctionAnswer> invokeAsync() {
        return channel.openLater(request, FunctionAnswer::new);
    }
}
