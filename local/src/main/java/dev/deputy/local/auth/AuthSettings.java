package dev.deputy.local.auth;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an auth server behaves. The defaults are those of a new project of the Supabase CLI. Immutable: every
 * {@code with…} gives a changed copy.
 */
public final class AuthSettings {

    private URI url;
    private @Nullable String issuer;
    private Duration accessTokenLifetime = Duration.ofHours(1);
    private Duration refreshTokenReuse = Duration.ofSeconds(10);
    private boolean refreshTokenRotation = true;
    private @Nullable Duration sessionTimebox;
    private @Nullable Duration sessionInactivity;
    private int passwordCost = 10;
    private int minimumPasswordLength = 6;
    private List<String> requiredCharacters = List.of();
    private boolean signUps = true;
    private boolean emailSignIns = true;
    private boolean phoneSignIns;
    private boolean anonymousSignIns;
    private boolean manualLinking;
    private MfaSettings mfa = MfaSettings.defaults();
    private SiteSettings site = SiteSettings.defaults();
    private MailSettings mail = MailSettings.defaults();
    private SmsSettings sms = SmsSettings.defaults();
    private SocialSettings social = SocialSettings.defaults();
    private List<IdTokenIssuer> idTokenIssuers = List.of();
    private RateLimits rateLimits = RateLimits.off();

    private AuthSettings(URI url) {
        this.url = url;
    }

    /** The defaults, for a server at the address that the Supabase CLI gives it. */
    public static AuthSettings defaults() {
        return new AuthSettings(URI.create("http://127.0.0.1:54321/auth/v1"));
    }

    /**
     * The defaults.
     *
     * @param url where the server is reached, without a slash at its end, such as {@code http://127.0.0.1:54321/auth/v1};
     *     the issuer of its tokens
     */
    public static AuthSettings at(URI url) {
        return new AuthSettings(url);
    }

    /** The same at another address, without a slash at its end; the issuer of its tokens. */
    public AuthSettings withUrl(URI url) {
        return changed(copy -> copy.url = url);
    }

    /** What its tokens say they come from, where that is not the address at which it is reached. */
    public AuthSettings withIssuer(String issuer) {
        return changed(copy -> copy.issuer = issuer);
    }

    /** How long an access token is good for; an hour by default, a week at most. */
    public AuthSettings withAccessTokenLifetime(Duration lifetime) {
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException(
                    "accessTokenLifetime must be from one second to seven days, not " + lifetime);
        }
        return changed(copy -> copy.accessTokenLifetime = lifetime);
    }

    /** How long a used refresh token still works, for clients that lost the answer; 10 seconds by default. */
    public AuthSettings withRefreshTokenReuse(Duration reuse) {
        if (reuse.isNegative()) {
            throw new IllegalArgumentException("refreshTokenReuse must not be negative: " + reuse);
        }
        return changed(copy -> copy.refreshTokenReuse = reuse);
    }

    /** Whether a refresh token that is used again too late ends its session; yes by default. It is refused in any case. */
    public AuthSettings withRefreshTokenRotation(boolean rotation) {
        return changed(copy -> copy.refreshTokenRotation = rotation);
    }

    /** How long a session can be refreshed at most, whatever its user does; null, the default, for ever. */
    public AuthSettings withSessionTimebox(@Nullable Duration timebox) {
        return changed(copy -> copy.sessionTimebox = timebox);
    }

    /** How long after its last refresh a session can still be refreshed; null, the default, for ever. */
    public AuthSettings withSessionInactivity(@Nullable Duration inactivity) {
        return changed(copy -> copy.sessionInactivity = inactivity);
    }

    /**
     * bcrypt's cost for new passwords, from 4 to 15; 10 by default, as in production. A lower one makes tests faster, and
     * passwords easier to guess for whoever steals the database.
     */
    public AuthSettings withPasswordCost(int cost) {
        if (cost < 4 || cost > 15) {
            throw new IllegalArgumentException("passwordCost must be from 4 to 15, not " + cost);
        }
        return changed(copy -> copy.passwordCost = cost);
    }

    /** How long a new password must be, from 1 to 72; 6 by default. */
    public AuthSettings withMinimumPasswordLength(int length) {
        if (length < 1 || length > 72) {
            throw new IllegalArgumentException("minimumPasswordLength must be from 1 to 72, not " + length);
        }
        return changed(copy -> copy.minimumPasswordLength = length);
    }

    /**
     * What a new password must have in it: a character of each of these texts, such as {@code "0123456789"}; nothing by
     * default.
     */
    public AuthSettings withRequiredCharacters(List<String> sets) {
        List<String> copied = List.copyOf(sets);
        return changed(copy -> copy.requiredCharacters = copied);
    }

    /** Whether a sign-up is complete without a confirmed e-mail address; yes by default. */
    public AuthSettings withAutoconfirm(boolean confirm) {
        return withMail(mail.withAutoconfirm(confirm));
    }

    /** Where users come from, and where they may be sent. */
    public AuthSettings withSite(SiteSettings settings) {
        return changed(copy -> copy.site = settings);
    }

    /** What is done by e-mail. */
    public AuthSettings withMail(MailSettings settings) {
        return changed(copy -> copy.mail = settings);
    }

    /** What is done by text message. */
    public AuthSettings withSms(SmsSettings settings) {
        return changed(copy -> copy.sms = settings);
    }

    /** Which providers users may come from; all by default. */
    public AuthSettings withSocial(SocialSettings settings) {
        return changed(copy -> copy.social = settings);
    }

    /** Whether new users may sign up; yes by default. */
    public AuthSettings withSignUps(boolean allowed) {
        return changed(copy -> copy.signUps = allowed);
    }

    /** Whether users may sign up and in with an e-mail address; yes by default. */
    public AuthSettings withEmailSignIns(boolean allowed) {
        return changed(copy -> copy.emailSignIns = allowed);
    }

    /** Whether users may sign up and in with a phone number; no by default. */
    public AuthSettings withPhoneSignIns(boolean allowed) {
        return changed(copy -> copy.phoneSignIns = allowed);
    }

    /** Whether users may come in without saying who they are; no by default. */
    public AuthSettings withAnonymousSignIns(boolean allowed) {
        return changed(copy -> copy.anonymousSignIns = allowed);
    }

    /** Whether users may link another identity to theirs by themselves; no by default. */
    public AuthSettings withManualLinking(boolean allowed) {
        return changed(copy -> copy.manualLinking = allowed);
    }

    /** What users may do about a second factor. */
    public AuthSettings withMfa(MfaSettings settings) {
        return changed(copy -> copy.mfa = settings);
    }

    /** How often things may be done; as often as one likes by default. */
    public AuthSettings withRateLimits(RateLimits limits) {
        return changed(copy -> copy.rateLimits = limits);
    }

    /** Whose ID tokens are believed in place of real providers; nobody's by default. */
    public AuthSettings withIdTokenIssuers(List<IdTokenIssuer> issuers) {
        List<IdTokenIssuer> copied = List.copyOf(issuers);
        return changed(copy -> copy.idTokenIssuers = copied);
    }

    private AuthSettings changed(Consumer<AuthSettings> change) {
        AuthSettings copy = new AuthSettings(url);
        copy.issuer = issuer;
        copy.accessTokenLifetime = accessTokenLifetime;
        copy.refreshTokenReuse = refreshTokenReuse;
        copy.refreshTokenRotation = refreshTokenRotation;
        copy.sessionTimebox = sessionTimebox;
        copy.sessionInactivity = sessionInactivity;
        copy.passwordCost = passwordCost;
        copy.minimumPasswordLength = minimumPasswordLength;
        copy.requiredCharacters = requiredCharacters;
        copy.signUps = signUps;
        copy.emailSignIns = emailSignIns;
        copy.phoneSignIns = phoneSignIns;
        copy.anonymousSignIns = anonymousSignIns;
        copy.manualLinking = manualLinking;
        copy.mfa = mfa;
        copy.site = site;
        copy.mail = mail;
        copy.sms = sms;
        copy.social = social;
        copy.idTokenIssuers = idTokenIssuers;
        copy.rateLimits = rateLimits;
        change.accept(copy);
        return copy;
    }

    URI url() {
        return url;
    }

    String issuer() {
        return issuer == null ? url.toString() : issuer;
    }

    Duration accessTokenLifetime() {
        return accessTokenLifetime;
    }

    Duration refreshTokenReuse() {
        return refreshTokenReuse;
    }

    boolean refreshTokenRotation() {
        return refreshTokenRotation;
    }

    @Nullable
    Duration sessionTimebox() {
        return sessionTimebox;
    }

    @Nullable
    Duration sessionInactivity() {
        return sessionInactivity;
    }

    int passwordCost() {
        return passwordCost;
    }

    int minimumPasswordLength() {
        return minimumPasswordLength;
    }

    List<String> requiredCharacters() {
        return requiredCharacters;
    }

    SiteSettings site() {
        return site;
    }

    MailSettings mail() {
        return mail;
    }

    SmsSettings sms() {
        return sms;
    }

    SocialSettings social() {
        return social;
    }

    boolean signUps() {
        return signUps;
    }

    boolean emailSignIns() {
        return emailSignIns;
    }

    boolean phoneSignIns() {
        return phoneSignIns;
    }

    RateLimits rateLimits() {
        return rateLimits;
    }

    List<IdTokenIssuer> idTokenIssuers() {
        return idTokenIssuers;
    }

    MfaSettings mfa() {
        return mfa;
    }

    boolean anonymousSignIns() {
        return anonymousSignIns;
    }

    boolean manualLinking() {
        return manualLinking;
    }
}
