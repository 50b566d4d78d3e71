package dev.deputy.local.auth;

import tools.jackson.databind.node.ObjectNode;

/**
 * Who somebody is at a provider such as Google.
 *
 * @param subject what the provider calls them; it never changes
 * @param email in small letters; empty where the provider does not say it
 * @param emailVerified whether the provider has seen that the address is theirs
 * @param data all that is kept of it: {@code identity_data}
 */
record ProviderIdentity(String provider, String subject, String email, boolean emailVerified, ObjectNode data) {

    /** Without what the provider says of the person. */
    @Override
    public String toString() {
        return "ProviderIdentity[" + provider + "]";
    }
}
