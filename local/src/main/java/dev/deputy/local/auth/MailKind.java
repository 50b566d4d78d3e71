package dev.deputy.local.auth;

/** Why a mail is sent. The names are those of the templates in {@code supabase/config.toml}, in capital letters. */
public enum MailKind {
    /** To somebody who was invited. */
    INVITE,
    /** To confirm the address of a new user. */
    CONFIRMATION,
    /** To choose a new password. */
    RECOVERY,
    /** To sign in without a password. */
    MAGIC_LINK,
    /** To confirm a change of the address. */
    EMAIL_CHANGE,
    /** A code that a user types to prove again who they are. */
    REAUTHENTICATION
}
