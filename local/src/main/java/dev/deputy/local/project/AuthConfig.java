package dev.deputy.local.project;

import dev.deputy.local.auth.AuthSettings;
import dev.deputy.local.auth.CodeSettings;
import dev.deputy.local.auth.MailKind;
import dev.deputy.local.auth.MailSettings;
import dev.deputy.local.auth.MailTemplate;
import dev.deputy.local.auth.MfaSettings;
import dev.deputy.local.auth.SiteSettings;
import dev.deputy.local.auth.SmsSettings;
import dev.deputy.local.auth.SocialSettings;
import dev.deputy.local.postgres.CannotStartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns {@code [auth]} and the tables in it into the auth server's settings. What it does not say stays as it was. */
final class AuthConfig {

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{};'\\:\"|<>?,./`~";

    private static final Map<String, List<String>> PASSWORD_REQUIREMENTS = Map.of(
            "", List.of(),
            "letters_digits", List.of(LOWER + UPPER, DIGITS),
            "lower_upper_letters_digits", List.of(LOWER, UPPER, DIGITS),
            "lower_upper_letters_digits_symbols", List.of(LOWER, UPPER, DIGITS, SYMBOLS));

    private final Path project;
    private final ConfigTable auth;

    AuthConfig(Path project, ConfigTable auth) {
        this.project = project;
        this.auth = auth;
    }

    AuthSettings applyTo(AuthSettings before) {
        AuthSettings settings = before;
        settings = auth.with("jwt_expiry", auth::seconds, settings, AuthSettings::withAccessTokenLifetime);
        settings = auth.with("external_url", auth::text, settings, AuthConfig::withIssuer);
        settings = auth.with("jwt_issuer", auth::text, settings, AuthConfig::withIssuer);
        settings = auth.with(
                "enable_refresh_token_rotation", auth::flag, settings, AuthSettings::withRefreshTokenRotation);
        settings =
                auth.with("refresh_token_reuse_interval", auth::seconds, settings, AuthSettings::withRefreshTokenReuse);
        settings = auth.with("enable_signup", auth::flag, settings, AuthSettings::withSignUps);
        settings = auth.with("enable_anonymous_sign_ins", auth::flag, settings, AuthSettings::withAnonymousSignIns);
        settings = auth.with("enable_manual_linking", auth::flag, settings, AuthSettings::withManualLinking);
        settings =
                auth.with("minimum_password_length", auth::number, settings, AuthSettings::withMinimumPasswordLength);
        settings = auth.with("password_requirements", auth::text, settings, AuthConfig::withPasswordRequirements);
        settings = sessions(settings);
        settings = external(settings);
        return email(sms(settings)).withSite(site()).withMfa(mfa());
    }

    private static AuthSettings withIssuer(AuthSettings settings, String issuer) {
        return issuer.isEmpty() ? settings : settings.withIssuer(issuer);
    }

    private static AuthSettings withPasswordRequirements(AuthSettings settings, String name) {
        List<String> required = PASSWORD_REQUIREMENTS.get(name);
        if (required == null) {
            throw new IllegalArgumentException(
                    "it must be letters_digits, lower_upper_letters_digits, lower_upper_letters_digits_symbols or empty");
        }
        return settings.withRequiredCharacters(required);
    }

    private AuthSettings sessions(AuthSettings before) {
        ConfigTable sessions = auth.table("sessions");
        AuthSettings settings = sessions.with(
                "timebox", sessions::duration, before, (s, time) -> s.withSessionTimebox(time.isZero() ? null : time));
        return sessions.with(
                "inactivity_timeout",
                sessions::duration,
                settings,
                (s, time) -> s.withSessionInactivity(time.isZero() ? null : time));
    }

    private SiteSettings site() {
        SiteSettings site = SiteSettings.defaults();
        site = auth.with("site_url", auth::text, site, (s, url) -> new SiteSettings(URI.create(url), s.redirectUrls()));
        return auth.with("additional_redirect_urls", auth::texts, site, (s, urls) -> new SiteSettings(s.url(), urls));
    }

    private MfaSettings mfa() {
        ConfigTable mfa = auth.table("mfa");
        ConfigTable totp = mfa.table("totp");
        MfaSettings settings = MfaSettings.defaults();
        settings = mfa.with("max_enrolled_factors", mfa::number, settings, MfaSettings::withMaximumFactors);
        settings = totp.with("enroll_enabled", totp::flag, settings, MfaSettings::withTotpEnrolment);
        return totp.with("verify_enabled", totp::flag, settings, MfaSettings::withTotpVerification);
    }

    private AuthSettings email(AuthSettings before) {
        ConfigTable email = auth.table("email");
        AuthSettings settings = email.with("enable_signup", email::flag, before, AuthSettings::withEmailSignIns);
        settings = email.with("enabled", email::flag, settings, AuthSettings::withEmailSignIns);
        MailSettings mail = MailSettings.defaults();
        mail = email.with("enable_confirmations", email::flag, mail, (m, yes) -> m.withAutoconfirm(!yes));
        mail = email.with("double_confirm_changes", email::flag, mail, MailSettings::withDoubleConfirmChanges);
        mail = email.with("secure_password_change", email::flag, mail, MailSettings::withSecurePasswordChange);
        CodeSettings codes = new CodeSettings(6, Duration.ofHours(1), Duration.ZERO);
        codes = email.with(
                "otp_length",
                email::number,
                codes,
                (c, length) -> new CodeSettings(length, c.expiry(), c.maxFrequency()));
        codes = email.with(
                "otp_expiry",
                email::seconds,
                codes,
                (c, expiry) -> new CodeSettings(c.length(), expiry, c.maxFrequency()));
        codes = withPause(email, codes);
        return settings.withMail(templates(email.table("template"), mail.withCodes(codes)));
    }

    private static CodeSettings withPause(ConfigTable table, CodeSettings codes) {
        return table.with(
                "max_frequency", table::duration, codes, (c, pause) -> new CodeSettings(c.length(), c.expiry(), pause));
    }

    private MailSettings templates(ConfigTable templates, MailSettings before) {
        MailSettings mail = before;
        for (String name : templates.tableNames()) {
            MailKind kind = kind(templates, name);
            ConfigTable table = templates.table(name);
            MailTemplate template = MailTemplate.ours(kind);
            template =
                    table.with("subject", table::text, template, (t, subject) -> new MailTemplate(subject, t.html()));
            template = table.with(
                    "content_path",
                    table::text,
                    template,
                    (t, path) -> path.isEmpty() ? t : new MailTemplate(t.subject(), page(table, path)));
            mail = mail.withTemplate(kind, template);
        }
        return mail;
    }

    private static MailKind kind(ConfigTable templates, String name) {
        try {
            return MailKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw templates.wrong(name, "is no mail that Supabase sends");
        }
    }

    /** Below the project's folder, as the Supabase CLI has it; or below {@code supabase}, as one expects. */
    private String page(ConfigTable table, String path) {
        Path file = project.resolve(path);
        Path read = Files.exists(file) ? file : project.resolve("supabase").resolve(path);
        try {
            return Files.readString(read);
        } catch (IOException e) {
            CannotStartException wrong = table.wrong("content_path", "names a file that cannot be read: " + file);
            wrong.addSuppressed(e);
            throw wrong;
        }
    }

    private AuthSettings sms(AuthSettings before) {
        ConfigTable sms = auth.table("sms");
        AuthSettings settings = sms.with("enable_signup", sms::flag, before, AuthSettings::withPhoneSignIns);
        settings = sms.with("enabled", sms::flag, settings, AuthSettings::withPhoneSignIns);
        SmsSettings defaults = SmsSettings.defaults();
        boolean autoconfirm = !sms.flag("enable_confirmations").orElse(!defaults.autoconfirm());
        CodeSettings codes = withPause(sms, defaults.codes());
        String template = sms.text("template").orElse(defaults.template());
        Map<String, String> testCodes = new HashMap<>();
        ConfigTable test = sms.table("test_otp");
        test.keys().forEach(phone -> test.text(phone).ifPresent(code -> testCodes.put(phone, code)));
        return settings.withSms(new SmsSettings(autoconfirm, codes, template, testCodes));
    }

    private AuthSettings external(AuthSettings settings) {
        ConfigTable external = auth.table("external");
        Set<String> providers = new HashSet<>();
        for (String name : external.tableNames()) {
            ConfigTable provider = external.table(name);
            if (provider.flag("enabled").orElse(false)) {
                providers.add(name);
            }
            provider.passOver(); // what the real provider wants to know
        }
        try {
            return settings.withSocial(new SocialSettings(providers));
        } catch (IllegalArgumentException e) {
            throw auth.wrong("external", "cannot be used: " + e.getMessage());
        }
    }
}
