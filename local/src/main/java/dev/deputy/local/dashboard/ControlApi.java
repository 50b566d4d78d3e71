package dev.deputy.local.dashboard;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.auth.AuthServer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Endpoint;
import dev.deputy.local.http.RecentRequests;
import dev.deputy.local.http.Routes;
import dev.deputy.local.rest.SeeAs;

/** What the control API has at which path. */
final class ControlApi {

    private ControlApi() {}

    static Routes routes(
            LocalSupabase supabase, AuthServer auth, String administrator, SeeAs seeAs, RecentRequests recent) {
        Routes routes = new Routes();
        new Connection(supabase).addTo(routes);
        addUsers(routes, auth, administrator);
        new Mails(supabase.inbox()).addTo(routes);
        new Keys(supabase.signingKeys()).addTo(routes);
        new Time(supabase.clock()).addTo(routes);
        new FaultList(supabase.faults()).addTo(routes);
        new Looking(seeAs).addTo(routes);
        new RequestLog(recent).addTo(routes);
        return routes;
    }

    /** Users are those of Supabase's own admin API, in its own words; being one of them is not in it. */
    private static void addUsers(Routes routes, AuthServer auth, String token) {
        Endpoint admin = call -> auth.answer(call.to("/admin" + below(call), "Bearer " + token));
        Endpoint control = call -> auth.control().answer(call.to(below(call), ""));
        routes.on("GET", "/v1/users", admin)
                .on("POST", "/v1/users", admin)
                .on("GET", "/v1/users/{id}", admin)
                .on("PUT", "/v1/users/{id}", admin)
                .on("DELETE", "/v1/users/{id}", admin)
                .on("POST", "/v1/users/{id}/sessions", control)
                .on("GET", "/v1/sessions", control)
                .on("DELETE", "/v1/sessions/{id}", control);
    }

    private static String below(Call call) {
        return call.path().substring("/v1".length());
    }
}
