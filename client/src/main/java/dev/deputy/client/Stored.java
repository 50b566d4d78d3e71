package dev.deputy.client;

import org.jspecify.annotations.Nullable;

/**
 * A file that was uploaded.
 *
 * @param path in its bucket
 * @param fullPath with its bucket
 */
public record Stored(@Nullable String id, String path, String fullPath) {}
