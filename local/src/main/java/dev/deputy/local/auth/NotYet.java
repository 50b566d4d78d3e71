package dev.deputy.local.auth;

import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Routes;
import java.util.List;

/** What Supabase Auth can do and we cannot: said plainly, instead of a path that nobody knows. */
final class NotYet {

    private static final List<String> PATHS = List.of("POST /sso");

    private NotYet() {}

    static Routes addTo(Routes routes) {
        for (String path : PATHS) {
            String[] parts = path.split(" ", 2);
            routes.on(parts[0], parts[1], call -> {
                throw refusal(call);
            });
        }
        return routes;
    }

    static Failure refusal(Call call) {
        return new Failure(
                422,
                "feature_disabled",
                "The local Supabase does not do this yet: " + call.method() + " " + call.path());
    }
}
