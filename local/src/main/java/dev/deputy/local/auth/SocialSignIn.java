package dev.deputy.local.auth;

import dev.deputy.local.auth.OneTimeTokens.Kind;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /authorize} and {@code /callback}: signing in by way of a provider. Between the two a real project sends the
 * browser to GitHub or another; here it sees {@link SocialPage}, where a person says who they are.
 */
final class SocialSignIn {

    private final AuthSettings settings;
    private final Database database;
    private final Post post;
    private final OneTimeTokens tokens;
    private final FlowStates flows;
    private final Entrance entrance;
    private final SocialAccounts accounts;
    private final Mails mails;
    private final SocialAnswers answers;
    private final SocialState.Seal seal;
    private final RedirectTarget redirectTarget;

    SocialSignIn(
            AuthSettings settings,
            Database database,
            Post post,
            Tables tables,
            Entrance entrance,
            SocialAccounts accounts,
            Mails mails,
            SocialAnswers answers,
            SocialState.Seal seal) {
        this.settings = settings;
        this.database = database;
        this.post = post;
        this.tokens = tables.oneTimeTokens();
        this.flows = tables.flowStates();
        this.entrance = entrance;
        this.accounts = accounts;
        this.mails = mails;
        this.answers = answers;
        this.seal = seal;
        this.redirectTarget = new RedirectTarget(settings.site());
    }

    Answer authorize(Call call) throws SQLException {
        return Redirection.to(302, begin(call, null));
    }

    /**
     * Begins the flow, and says where the browser goes to go on with it.
     *
     * @param linkTo the user who gets the identity, where one who is signed in asks for that; null to sign in
     */
    String begin(Call call, @Nullable UUID linkTo) throws SQLException {
        String provider = call.parameter("provider").orElse("").toLowerCase(Locale.ROOT);
        if (!SocialSettings.KNOWN.contains(provider)) {
            throw invalid("Unsupported provider: Provider " + provider + " could not be found");
        }
        if (!settings.social().providers().contains(provider)) {
            throw invalid("Unsupported provider: provider is not enabled");
        }
        String invitation = call.parameter("invite_token").orElse("");
        if (!invitation.isEmpty()
                && database.read(connection -> tokens.find(connection, invitation, List.of(Kind.CONFIRMATION)))
                        .isEmpty()) {
            throw new Failure(404, "user_not_found", "User identified by token not found");
        }
        Optional<CodeChallenge> challenge = CodeChallenge.of(
                call.parameter("code_challenge_method").orElse(""),
                call.parameter("code_challenge").orElse(""));
        UUID flow = challenge.isEmpty()
                ? null
                : database.inTransaction(
                        connection -> flows.begin(connection, provider, "oauth", challenge.get(), null));
        String state = seal.close(new SocialState(provider, redirectTarget.of(call), flow, linkTo, invitation));
        Optional<Optional<SocialIdentity>> prepared = answers.next(provider);
        if (prepared.isPresent()) {
            return comeBack(provider, prepared.get(), state);
        }
        Map<String, String> parameters = new TreeMap<>(Map.of("state", state));
        call.parameter("login_hint").ifPresent(hint -> parameters.put("login_hint", hint));
        return Redirection.withQuery(settings.url() + SocialPage.PATH, parameters);
    }

    /** Where a provider sends the browser back to: with a code for the identity, or without one. */
    String comeBack(String provider, Optional<SocialIdentity> identity, String state) {
        SortedMap<String, String> parameters = new TreeMap<>(Map.of("state", state));
        if (identity.isPresent()) {
            parameters.put("code", answers.issue(provider, identity.get()));
        } else {
            parameters.put("error", "access_denied");
            parameters.put("error_description", "The user has denied your application access");
        }
        return Redirection.withQuery(settings.url() + "/callback", parameters);
    }

    Answer callback(Call call) throws IOException, SQLException {
        if (call.method().equals("HEAD")) {
            throw new Failure(405, "method_not_allowed", "This path does not take HEAD");
        }
        Map<String, String> form = call.method().equals("POST") ? call.form() : Map.of();
        String stateText = value(call, form, "state");
        Optional<SocialState> opened = seal.open(stateText);
        if (opened.isEmpty()) {
            Failure failure = stateText.isEmpty()
                    ? new Failure(400, "bad_oauth_callback", "OAuth state parameter missing")
                    : new Failure(400, "bad_oauth_state", "OAuth callback with invalid state");
            return Redirection.to(303, Redirection.withError(redirectTarget.site(), failure, true));
        }
        SocialState state = opened.get();
        String error = value(call, form, "error");
        if (!error.isEmpty()) {
            SortedMap<String, String> told = new TreeMap<>(Map.of("error", error));
            told.put("error_description", value(call, form, "error_description"));
            return Redirection.to(302, Redirection.withError(state.redirectTo(), told, true));
        }
        try {
            return Redirection.to(302, signIn(call, state, value(call, form, "code")));
        } catch (Failure e) {
            if (e.getCause() != null) {
                throw e;
            }
            return Redirection.to(302, Redirection.withError(state.redirectTo(), e, true));
        }
    }

    private String signIn(Call call, SocialState state, String code) throws SQLException {
        if (code.isEmpty()) {
            throw new Failure(400, "bad_oauth_callback", "OAuth callback with missing authorization code missing");
        }
        SocialIdentity identity = answers.redeem(state.provider(), code)
                .orElseThrow(() -> new Failure(400, "bad_oauth_callback", "The code is used, too old, or unknown"));
        ProviderIdentity who = SocialProviders.identity(state.provider(), identity);
        return twice((connection, outgoing) -> {
                    Ending ending = Ending.withTokens(state.redirectTo());
                    Optional<User> user = accounts.enter(
                            connection, state, who, (c, asked) -> mails.confirmation(c, outgoing, asked, ending));
                    return user.isEmpty()
                            ? Optional.<String>empty()
                            : Optional.of(
                                    end(connection, call, state, user.get().id()));
                })
                .orElseThrow(() -> SocialAccounts.unverified(state, who));
    }

    /** When another request made the same user at the same time, this one finds it the second time. */
    private <T> T twice(Post.Work<T> work) throws SQLException {
        try {
            return post.inTransaction(work);
        } catch (SQLException e) {
            if (ProviderAccounts.isLostRace(e)) {
                return post.inTransaction(work);
            }
            throw e;
        }
    }

    private String end(Connection connection, Call call, SocialState state, UUID userId) throws SQLException {
        String token = "local-" + state.provider() + "-token-" + UUID.randomUUID();
        String refreshToken = "local-" + state.provider() + "-refresh-token-" + UUID.randomUUID();
        if (state.flow() != null) {
            String code = flows.complete(connection, state.flow(), userId, token, refreshToken)
                    .orElseThrow(() -> new Failure(422, "flow_state_not_found", "Flow state not found"));
            return Redirection.withQuery(state.redirectTo(), Map.of("code", code));
        }
        ObjectNode answer = entrance.admit(connection, userId, "oauth", call);
        return Redirection.withTokens(
                state.redirectTo(), answer, Map.of("provider_token", token, "provider_refresh_token", refreshToken));
    }

    private static String value(Call call, Map<String, String> form, String name) {
        return form.containsKey(name)
                ? form.getOrDefault(name, "")
                : call.parameter(name).orElse("");
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}
