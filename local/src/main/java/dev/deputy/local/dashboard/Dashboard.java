package dev.deputy.local.dashboard;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.auth.AuthServer;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.ApiKeys;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Endpoint;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.RecentRequests;
import dev.deputy.local.http.Routes;
import dev.deputy.local.rest.SeeAs;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard's page and the control API: mounted at {@code /} and {@code /deputy} of a
 * {@link dev.deputy.local.http.Gateway}, for its own origin only. Safe for use by many threads.
 */
public final class Dashboard implements Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);
    private static final String CONTROL = "/v1";

    /**
     * Own files only, no script but those, in nobody's frame. Styles may stand in the document because mails are shown
     * in a frame of it (without script), which goes by its rules.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Guard guard;
    private final Supplier<Routes> controlMaker;
    private @Nullable Routes control;

    /** @param control made when it is first asked for: most runs never see the dashboard */
    Dashboard(int port, ControlSecret secret, Supplier<Routes> control) {
        this.guard = new Guard(port, secret);
        this.controlMaker = control;
    }

    /**
     * The dashboard of this Supabase.
     *
     * @param keys its API keys
     * @param auth its auth server
     * @param seeAs its data API's look at tables in somebody's name
     * @param recent what its gateway answered lately
     */
    public static Dashboard of(
            LocalSupabase supabase,
            ControlSecret secret,
            ApiKeys keys,
            AuthServer auth,
            SeeAs seeAs,
            RecentRequests recent) {
        return new Dashboard(
                supabase.apiUrl().getPort(),
                secret,
                () -> ControlApi.routes(supabase, auth, keys.serviceRoleToken(), seeAs, recent));
    }

    @Override
    public Answer answer(Call call) {
        return answerOrFailure(call)
                .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .with("X-Frame-Options", "DENY")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }

    private Answer answerOrFailure(Call call) {
        try {
            if (call.path().startsWith(CONTROL + "/")) {
                guard.admitToControl(call);
                return control().answer(call);
            }
            guard.admitToPage(call);
            return call.method().equals("GET") || call.method().equals("HEAD")
                    ? WebFiles.answer(call.path())
                    : failure(new Failure(405, "method_not_allowed", "The page can only be read"))
                            .with("Allow", "GET, HEAD");
        } catch (Failure e) {
            return failure(e);
        } catch (Exception e) {
            LOG.error("{} {} of the dashboard failed", call.method(), call.path(), e);
            return failure(new Failure(500, "unexpected_failure", "An unexpected failure happened; the log says more"));
        }
    }

    private synchronized Routes control() {
        if (control == null) {
            control = controlMaker.get();
        }
        return control;
    }

    private static Answer failure(Failure e) {
        Answer answer = Answer.json(
                        e.status(), Json.object().put("code", e.code()).put("message", e.getMessage()))
                .withAll(e.headers());
        return e.status() == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer;
    }
}
