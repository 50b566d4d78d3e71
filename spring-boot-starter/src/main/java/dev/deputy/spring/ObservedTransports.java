package dev.deputy.spring;

import dev.deputy.client.Transport;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Observes each request to Supabase, so that it is timed, and part of the trace that the application is in: with tracing,
 * the trace's header fields go along. Labels are the service, the method and the status; nothing of a path, which names rows
 * and files.
 */
final class ObservedTransports implements UnaryOperator<Transport> {

    private static final String NAME = "supabase.client.requests";
    private static final Set<String> SERVICES = Set.of("rest", "auth", "storage", "functions");

    /** No propagator writes these; and none shall. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "apikey", "cookie");

    private final ObservationRegistry registry;

    ObservedTransports(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Transport apply(Transport transport) {
        return request -> send(transport, request);
    }

    private HttpResponse<InputStream> send(Transport transport, HttpRequest request)
            throws IOException, InterruptedException {
        Map<String, String> trace = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        SenderContext<Map<String, String>> context =
                new SenderContext<>((carrier, name, value) -> trace.put(name, value), Kind.CLIENT);
        context.setCarrier(trace);
        context.setRemoteServiceName("supabase");
        context.setRemoteServiceAddress(
                request.uri().getScheme() + "://" + request.uri().getAuthority());
        String service = service(request.uri().getPath());
        Observation observation = Observation.createNotStarted(NAME, () -> context, registry)
                .contextualName("supabase " + service)
                .lowCardinalityKeyValue("service", service)
                .lowCardinalityKeyValue("method", request.method())
                .lowCardinalityKeyValue("status", KeyValue.NONE_VALUE)
                .start();
        try {
            HttpResponse<InputStream> response = transport.send(with(trace, request));
            observation.lowCardinalityKeyValue("status", Integer.toString(response.statusCode()));
            return response;
        } catch (IOException | InterruptedException | RuntimeException e) {
            observation.error(e);
            throw e;
        } finally {
            observation.stop();
        }
    }

    private static String service(String path) {
        String[] parts = path.split("/", 3);
        return parts.length > 1 && SERVICES.contains(parts[1]) ? parts[1] : "other";
    }

    private static HttpRequest with(Map<String, String> trace, HttpRequest request) {
        if (trace.isEmpty()) {
            return request;
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
        trace.forEach((name, value) -> {
            if (!CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
                builder.setHeader(name, value);
            }
        });
        return builder.build();
    }
}
