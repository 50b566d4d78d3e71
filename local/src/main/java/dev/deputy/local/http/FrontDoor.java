package dev.deputy.local.http;

import dev.deputy.local.http.Gateway.Mount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every request comes through here, and every answer leaves through here. */
final class FrontDoor extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private static final int DRAIN_LIMIT = 16 << 20;

    private final ApiKeys keys;
    private final List<Mount> mounts;
    private final RecentRequests recent;
    private final Faults faults;

    FrontDoor(ApiKeys keys, List<Mount> mounts, RecentRequests recent, Faults faults) {
        this.keys = keys;
        this.mounts = mounts;
        this.recent = recent;
        this.faults = faults;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begin = System.nanoTime();
        String path = request.getHttpURI().getDecodedPath();
        Mount mount = mounts.stream()
                .filter(candidate -> path != null && candidate.covers(path))
                .findFirst()
                .orElse(null);
        Answer answer = answer(request, mount);
        takeInTheRest(request);
        if (mount == null || !mount.ownOrigin()) {
            recent.add(request, answer, System.nanoTime() - begin);
            Cors.mark(response.getHeaders());
        }
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    /** Most clients read the answer only when they have sent everything, so let them, within reason. */
    private static void takeInTheRest(Request request) {
        try {
            Request.asInputStream(request).skip(DRAIN_LIMIT);
        } catch (IOException e) {
            // The client has gone, which writing the answer will tell.
        }
    }

    private Answer answer(Request request, @Nullable Mount mount) {
        try {
            return admit(request, mount);
        } catch (Failure e) {
            return failure(e);
        } catch (Exception e) {
            LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
            return failure(new Failure(500, "unexpected_failure", "An unexpected failure happened; the log says more"));
        }
    }

    private Answer admit(Request request, @Nullable Mount mount) throws Exception {
        String host = Request.getServerName(request);
        if (host == null || !Loopback.isLoopback(host)) {
            throw new Failure(403, "host_not_allowed", "Call the local Supabase as 127.0.0.1 or localhost");
        }
        if (mount != null && mount.ownOrigin()) {
            return mount.service().answer(new Call(request, mount.below(request), null));
        }
        if (Cors.isPreflight(request.getMethod(), request.getHeaders())) {
            return Cors.preflight(request.getHeaders());
        }
        if (mount == null) {
            throw new Failure(404, "not_found", "No service of the local Supabase is at this path");
        }
        Call bare = new Call(request, mount.below(request), null);
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (!mount.open().contains(bare.path())) {
            authorization = keys.admit(apikey(bare), authorization, bare.userAgent());
        }
        Answer fault = faults.meet(request.getHttpURI().getDecodedPath());
        return fault != null ? fault : mount.service().answer(new Call(request, bare.path(), authorization));
    }

    /** In the header, or in the address where a browser cannot send headers. */
    private static @Nullable String apikey(Call call) {
        Optional<String> key = call.header("apikey").or(() -> call.parameter("apikey"));
        return key.filter(text -> !text.isEmpty()).orElse(null);
    }

    private static Answer failure(Failure e) {
        ObjectNode body = Json.object().put("message", e.getMessage()).put("code", e.code());
        if (e.code().equals("invalid_api_key")) {
            body.put("hint", "The keys of this local Supabase are printed when it starts, and by its command status.");
        }
        Answer answer = Answer.json(e.status(), body).withAll(e.headers());
        // As Kong answers, the gateway of a self-hosted project: the key that it misses is no Authorization.
        return e.status() == 401 ? answer.with("WWW-Authenticate", "Key realm=\"supabase\"") : answer;
    }
}
