package dev.deputy.client;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who has signed up.
 *
 * @param session null while they still have to confirm their address
 */
public record SignedUp(User user, @Nullable Session session) {}
