package dev.deputy.client;

import java.util.List;

/**
 * Some rows, and how many there are altogether.
 *
 * @param rows these rows; unmodifiable
 * @param total how many there would be without a limit
 */
public record Page<T>(List<T> rows, long total) {

    /** Makes its rows unmodifiable. */
    public Page {
        rows = List.copyOf(rows);
    }
}
