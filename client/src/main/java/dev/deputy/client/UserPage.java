package dev.deputy.client;

import java.util.List;
import java.util.OptionalInt;

/**
 * Some of a project's users.
 *
 * @param total how many there are altogether
 * @param nextPage the number of the next page, if there is one
 */
public record UserPage(List<User> users, long total, OptionalInt nextPage) {}
