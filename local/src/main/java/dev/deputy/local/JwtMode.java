package dev.deputy.local;

/** How a local Supabase signs its users' tokens. */
public enum JwtMode {
    /** With the project's own signing key, as new hosted projects do; services verify with the public half. */
    ES256,
    /** With the project's JWT secret, as older projects do; services need that secret to verify. */
    HS256
}
