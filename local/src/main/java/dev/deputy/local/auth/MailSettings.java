package dev.deputy.local.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the auth server does by e-mail. The defaults are those of the Supabase CLI, except that there is no pause between
 * two mails. Immutable: every {@code with…} gives a changed copy.
 */
public final class MailSettings {

    private boolean autoconfirm = true;
    private boolean doubleConfirmChanges = true;
    private boolean securePasswordChange;
    private CodeSettings codes = new CodeSettings(6, Duration.ofHours(1), Duration.ZERO);
    private Map<MailKind, MailTemplate> templates = new EnumMap<>(MailKind.class);

    private MailSettings() {}

    /** Those of a project that says nothing about mail. */
    public static MailSettings defaults() {
        return new MailSettings();
    }

    /**
     * Whether a sign-up is complete without a confirmed address (the opposite of
     * {@code auth.email.enable_confirmations}); yes by default.
     */
    public MailSettings withAutoconfirm(boolean yes) {
        return changed(copy -> copy.autoconfirm = yes);
    }

    /**
     * Whether a change of the address is confirmed from the old address too ({@code auth.email.double_confirm_changes});
     * yes by default. Without effect while sign-ups are confirmed by themselves, as in GoTrue.
     */
    public MailSettings withDoubleConfirmChanges(boolean yes) {
        return changed(copy -> copy.doubleConfirmChanges = yes);
    }

    /**
     * Whether a new password needs a code from {@code /reauthenticate} when the sign-in is more than a day old
     * ({@code auth.email.secure_password_change}); no by default.
     */
    public MailSettings withSecurePasswordChange(boolean yes) {
        return changed(copy -> copy.securePasswordChange = yes);
    }

    /** What codes are like ({@code otp_length}, {@code otp_expiry}, {@code max_frequency}): 6 digits for an hour. */
    public MailSettings withCodes(CodeSettings settings) {
        return changed(copy -> copy.codes = settings);
    }

    /** What a mail looks like ({@code auth.email.template.…}), instead of what we think is pleasant. */
    public MailSettings withTemplate(MailKind kind, MailTemplate template) {
        return changed(copy -> copy.templates.put(kind, template));
    }

    private MailSettings changed(Consumer<MailSettings> change) {
        MailSettings copy = new MailSettings();
        copy.autoconfirm = autoconfirm;
        copy.doubleConfirmChanges = doubleConfirmChanges;
        copy.securePasswordChange = securePasswordChange;
        copy.codes = codes;
        copy.templates = new EnumMap<>(templates);
        change.accept(copy);
        return copy;
    }

    boolean autoconfirm() {
        return autoconfirm;
    }

    boolean doubleConfirmChanges() {
        return doubleConfirmChanges;
    }

    boolean securePasswordChange() {
        return securePasswordChange;
    }

    CodeSettings codes() {
        return codes;
    }

    MailTemplate template(MailKind kind) {
        @Nullable MailTemplate own = templates.get(kind);
        return own == null ? MailTemplate.ours(kind) : own;
    }
}
