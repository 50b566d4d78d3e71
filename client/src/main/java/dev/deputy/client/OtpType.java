package dev.deputy.client;

import java.util.Locale;

/** What a code in a mail or a message is for. */
public enum OtpType {
    /** Signing in or up by mail, whichever it is. */
    EMAIL,
    /** Confirming a new account's address. */
    SIGNUP,
    /** Following an invitation. */
    INVITE,
    /** Signing in with a link. */
    MAGICLINK,
    /** Choosing a new password. */
    RECOVERY,
    /** Confirming another address. */
    EMAIL_CHANGE,
    /** Signing in or up by phone. */
    SMS,
    /** Confirming another number. */
    PHONE_CHANGE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
