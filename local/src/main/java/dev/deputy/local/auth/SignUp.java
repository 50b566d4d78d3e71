package dev.deputy.local.auth;

import dev.deputy.local.auth.RateLimits.Kind;
import dev.deputy.local.auth.Users.NewUser;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /signup}: with an e-mail address or a phone number and a password, or anonymously with neither. */
final class SignUp {

    private final AuthSettings settings;
    private final Database database;
    private final Registration registration;
    private final Entrance entrance;
    private final Passwords passwords;
    private final RedirectTarget redirectTarget;
    private final RateLimiter limiter;
    private final Clock clock;

    SignUp(
            AuthSettings settings,
            Database database,
            Registration registration,
            Entrance entrance,
            Passwords passwords,
            RateLimiter limiter,
            Clock clock) {
        this.settings = settings;
        this.database = database;
        this.registration = registration;
        this.entrance = entrance;
        this.passwords = passwords;
        this.redirectTarget = new RedirectTarget(settings.site());
        this.limiter = limiter;
        this.clock = clock;
    }

    Answer signUp(Call call) throws IOException, SQLException {
        Body body = call.json();
        String email = body.text("email");
        String phone = body.text("phone");
        String password = body.text("password");
        ObjectNode data = orEmpty(body.object("data"));
        boolean anonymous = email.isEmpty() && phone.isEmpty() && password.isEmpty();
        if (anonymous && !settings.anonymousSignIns()) {
            throw new Failure(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
        }
        limiter.spend(anonymous ? Kind.ANONYMOUS_USERS : Kind.SIGN_IN_SIGN_UPS, call.remoteAddress());
        registration.refuseUnlessOpen();
        if (anonymous) {
            return anonymous(call, data);
        }
        if (password.isEmpty()) {
            throw invalid("Signup requires a valid password");
        }
        passwords.check(password);
        if (!email.isEmpty() && !phone.isEmpty()) {
            throw invalid("Only an email address or phone number should be provided on signup.");
        }
        if (!phone.isEmpty()) {
            return withPhone(call, body, phone, data);
        }
        Optional<CodeChallenge> challenge =
                CodeChallenge.of(body.text("code_challenge_method"), body.text("code_challenge"));
        if (!settings.emailSignIns()) {
            throw new Failure(400, "email_provider_disabled", "Email signups are disabled");
        }
        String address = EmailAddress.check(email);
        // Before anything is looked up, so that the time it takes does not say whether the address is known.
        String hash = passwords.hash(password);
        return registration
                .byEmail(
                        address,
                        hash,
                        data,
                        challenge,
                        redirectTarget.of(call),
                        (connection, user) -> welcome(connection, user, call))
                .orElseGet(() -> alreadyThere("email", address, data));
    }

    private Answer withPhone(Call call, Body body, String phone, ObjectNode data) throws SQLException {
        Channel.check(body);
        if (!body.text("code_challenge").isEmpty()) {
            throw invalid("PKCE not supported for phone signups");
        }
        if (!settings.phoneSignIns()) {
            throw new Failure(400, "phone_provider_disabled", "Phone signups are disabled");
        }
        String number = PhoneNumber.check(phone);
        String hash = passwords.hash(body.text("password"));
        return registration
                .byPhone(number, hash, data, (connection, user) -> welcome(connection, user, call))
                .orElseGet(() -> alreadyThere("phone", number, data));
    }

    private Answer anonymous(Call call, ObjectNode data) throws SQLException {
        NewUser user =
                new NewUser(UUID.randomUUID(), Users.AUDIENCE, null, "", Json.object(), data, /* anonymous= */ true);
        return database.inTransaction(connection -> {
            registration.insert(connection, user);
            return Answer.json(200, entrance.admit(connection, user.id(), "anonymous", call));
        });
    }

    /** Who has nothing to confirm is signed in. */
    private Answer welcome(Connection connection, User user, Call call) {
        if (user.emailConfirmed() || user.phoneConfirmed()) {
            return Answer.json(200, entrance.admit(connection, user.id(), "password", call));
        }
        ObjectNode json = user.json();
        if (user.invited()) {
            // Who signs up need not be who was invited, and what is said of that one is not for everybody.
            json.putObject("user_metadata");
            json.putArray("identities");
        }
        return Answer.json(200, json);
    }

    private Answer alreadyThere(String provider, String addressOrNumber, ObjectNode data) {
        if (settings.mail().autoconfirm() || settings.sms().autoconfirm()) {
            throw new Failure(422, "user_already_exists", "User already registered");
        }
        return Answer.json(200, decoy(provider, addressOrNumber, data));
    }

    /** Nobody: answered where saying "this address is taken" would tell a stranger who has an account. */
    private ObjectNode decoy(String provider, String addressOrNumber, ObjectNode data) {
        Instant now = clock.instant();
        ObjectNode json = Json.object()
                .put("id", UUID.randomUUID().toString())
                .put("aud", Users.AUDIENCE)
                .put("role", "")
                .put("email", provider.equals("email") ? addressOrNumber : "")
                .put("phone", provider.equals("phone") ? addressOrNumber : "")
                .put("confirmation_sent_at", now.toString());
        json.set("app_metadata", Providers.only(provider));
        json.set("user_metadata", data);
        json.putArray("identities");
        return json.put("created_at", now.toString())
                .put("updated_at", now.toString())
                .put("is_anonymous", false);
    }

    private static ObjectNode orEmpty(@Nullable ObjectNode object) {
        return object == null ? Json.object() : object;
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}
