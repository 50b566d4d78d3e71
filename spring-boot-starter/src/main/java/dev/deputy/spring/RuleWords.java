package dev.deputy.spring;

import dev.deputy.Access;

/** The words that rules per endpoint begin with. */
abstract class RuleWords<R> {

    /** Whom the access lets in. */
    public abstract R allowing(Access access);

    /** A user, by their access token. */
    public R user() {
        return allowing(Access.user());
    }

    /** A user, or nobody; but nobody with a bad token. */
    public R optionalUser() {
        return allowing(Access.user().or(Access.none()));
    }

    /** The publishable key named {@code default}, or the older anon key. */
    public R publishableKey() {
        return allowing(Access.publishableKey());
    }

    /** The publishable key of this name. */
    public R publishableKey(String name) {
        return allowing(Access.publishableKey(name));
    }

    /** Any of the project's publishable keys. */
    public R anyPublishableKey() {
        return allowing(Access.anyPublishableKey());
    }

    /** The secret key named {@code default}, or the older service_role key. */
    public R secretKey() {
        return allowing(Access.secretKey());
    }

    /** The secret key of this name. */
    public R secretKey(String name) {
        return allowing(Access.secretKey(name));
    }

    /** Any of the project's secret keys. */
    public R anySecretKey() {
        return allowing(Access.anySecretKey());
    }

    /**
     * Whom the words name: {@code user}, {@code publishable}, {@code secret} and {@code none}, separated by commas, with
     * keys' names as in {@code secret:cron}.
     *
     * @throws IllegalArgumentException when a word is none of these
     */
    public R allowing(String modes) {
        return allowing(Access.parse(modes));
    }
}
