package dev.deputy.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to the auth server, in the one dialect of error bodies. */
record AuthApi(Channel channel) {

    static final String JSON = "application/json;charset=UTF-8";

    Json json() {
        return channel.json();
    }

    AuthApi withToken(String accessToken) {
        return new AuthApi(channel.withToken(accessToken));
    }

    static Request of(String method, String path) {
        Request request = Request.of(Service.AUTH, method, path).header("X-Supabase-Api-Version", "2024-01-01");
        return method.equals("GET") ? request : request.header("Content-Type", JSON);
    }

    static Request get(String path) {
        return of("GET", path);
    }

    static Request json(String method, String path, Map<String, ?> body, Json json) {
        return of(method, path).body(JSON, Body.of(json.write(body)));
    }

    static Request redirecting(Request request, @Nullable URI redirectTo) {
        return redirectTo == null ? request : request.parameter("redirect_to", redirectTo.toString());
    }

    Reply send(Request request) {
        return channel.send(request);
    }

    Fields ask(Request request) {
        return fields(send(request));
    }

    Fields fields(Reply reply) {
        return Fields.of(Service.AUTH, reply, channel);
    }

    List<Fields> list(Request request) {
        return Fields.list(Service.AUTH, send(request), channel);
    }

    /** Ends sessions of whose token it is; a session that has ended already is fine. */
    void signOut(SignOutScope scope) {
        send(of("POST", "/logout").parameter("scope", scope.word()));
    }
}
