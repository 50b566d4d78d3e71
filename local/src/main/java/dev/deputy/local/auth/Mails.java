package dev.deputy.local.auth;

import dev.deputy.local.auth.OneTimeTokens.Kind;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Writes the mails with one-time codes and links, and keeps the codes' hashes. The user's row must be locked or new. */
final class Mails {

    /** An address that stays the same as a parameter of another. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/._~-]*");

    private final MailSettings settings;
    private final URI server;
    private final String site;
    private final OneTimeTokens tokens;
    private final UserChanges changes;
    private final Clock clock;

    Mails(AuthSettings settings, Tables tables, Clock clock) {
        this.settings = settings.mail();
        this.server = settings.url();
        this.site = settings.site().url().toString();
        this.tokens = tables.oneTimeTokens();
        this.changes = tables.changes();
        this.clock = clock;
    }

    void confirmation(Connection connection, Consumer<Message> outgoing, User user, Ending ending) throws SQLException {
        refuseTooOften(user, Kind.CONFIRMATION);
        send(
                connection,
                outgoing,
                user,
                ending,
                new Letter(MailKind.CONFIRMATION, Kind.CONFIRMATION, "signup", user.email()));
    }

    void invite(Connection connection, Consumer<Message> outgoing, User user, Ending ending) throws SQLException {
        send(
                connection,
                outgoing,
                user,
                ending,
                new Letter(MailKind.INVITE, Kind.CONFIRMATION, "invite", user.email()));
        changes.invited(connection, user.id());
    }

    void recovery(Connection connection, Consumer<Message> outgoing, User user, Ending ending) throws SQLException {
        refuseTooOften(user, Kind.RECOVERY);
        send(
                connection,
                outgoing,
                user,
                ending,
                new Letter(MailKind.RECOVERY, Kind.RECOVERY, "recovery", user.email()));
    }

    void magicLink(Connection connection, Consumer<Message> outgoing, User user, Ending ending) throws SQLException {
        refuseTooOften(user, Kind.RECOVERY);
        send(
                connection,
                outgoing,
                user,
                ending,
                new Letter(MailKind.MAGIC_LINK, Kind.RECOVERY, "magiclink", user.email()));
    }

    /** Asks at the new address, and at the old one too where there is one and the settings say so. */
    void emailChange(Connection connection, Consumer<Message> outgoing, User user, String email, Ending ending)
            throws SQLException {
        refuseTooOften(user, Kind.EMAIL_CHANGE_NEW);
        changes.requestEmailChange(connection, user.id(), email);
        User wanting = user.wanting(email);
        send(connection, outgoing, wanting, ending, change(Kind.EMAIL_CHANGE_NEW, email));
        if (settings.doubleConfirmChanges() && !user.email().isEmpty()) {
            send(connection, outgoing, wanting, ending, change(Kind.EMAIL_CHANGE_CURRENT, user.email()));
        }
    }

    void reauthentication(Connection connection, Consumer<Message> outgoing, User user) throws SQLException {
        refuseTooOften(user, Kind.REAUTHENTICATION);
        Letter letter = new Letter(MailKind.REAUTHENTICATION, Kind.REAUTHENTICATION, "", user.email());
        send(connection, outgoing, user, Ending.withTokens(site), letter);
    }

    /** The address behind a link: our own, which ends the flow and sends the browser on. */
    String link(String hash, String type, String redirectTo) {
        // As GoTrue writes it: people read these links, and clients' tests look for the address in them.
        String target = PLAIN.matcher(redirectTo).matches() ? redirectTo : Redirection.encode(redirectTo);
        return server + "/verify?token=" + Redirection.encode(hash) + "&type=" + type + "&redirect_to=" + target;
    }

    String newCode() {
        return OneTimeCode.next(settings.codes().length());
    }

    private static Letter change(Kind kind, String to) {
        return new Letter(MailKind.EMAIL_CHANGE, kind, "email_change", to);
    }

    private record Letter(MailKind mail, Kind kind, String type, String to) {}

    private void send(Connection connection, Consumer<Message> outgoing, User user, Ending ending, Letter letter)
            throws SQLException {
        String code = newCode();
        String hash = (ending.pkce() ? OneTimeCode.PKCE : "") + OneTimeCode.hash(letter.to(), code);
        tokens.store(connection, user.id(), letter.kind(), letter.to(), hash);
        outgoing.accept(write(user, ending, letter, code, hash));
    }

    private Message write(User user, Ending ending, Letter letter, String code, String hash) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put("SiteURL", Json.of(site));
        variables.put("Email", Json.of(user.email()));
        variables.put("NewEmail", Json.of(user.newEmail()));
        variables.put("SendingTo", Json.of(letter.to()));
        variables.put("Data", user.userMetadata());
        variables.put("Token", Json.of(code));
        if (!letter.type().isEmpty()) {
            variables.put("TokenHash", Json.of(hash));
            variables.put("RedirectTo", Json.of(ending.redirectTo()));
            variables.put("ConfirmationURL", Json.of(link(hash, letter.type(), ending.redirectTo())));
        }
        MailTemplate template = settings.template(letter.mail());
        String html = template.html(variables);
        return new Message(
                UUID.randomUUID(),
                letter.to(),
                letter.mail().name().toLowerCase(Locale.ROOT),
                template.subject(variables),
                Html.toText(html),
                html,
                Html.firstLink(html, link -> link.contains(hash)).orElse(null),
                code,
                clock.instant());
    }

    private void refuseTooOften(User user, Kind kind) {
        user.time(kind.sentAt())
                .map(sent -> sent.plus(settings.codes().maxFrequency()))
                .ifPresent(next -> {
                    if (next.isAfter(clock.instant())) {
                        throw tooOften("over_email_send_rate_limit", next, clock);
                    }
                });
    }

    static Failure tooOften(String code, java.time.Instant next, Clock clock) {
        long seconds = java.time.Duration.between(clock.instant(), next).toSeconds();
        return new Failure(
                429, code, "For security purposes, you can only request this after " + seconds + " seconds.");
    }
}
