package dev.deputy.local.rest;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Guesses which name was meant: those that share the most letter groups, and of these the one with the fewest edits. */
final class Spelling {

    private static final double MINIMUM = 0.33;
    private static final int LONGEST = 100;

    private Spelling() {}

    static Optional<String> closest(String wrong, Stream<String> names) {
        if (wrong.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> candidates = names.distinct().sorted().toList();
        for (int size = 3; size >= 2; size--) {
            Set<String> wanted = groups(wrong, size);
            int length = size;
            Optional<String> best = candidates.stream()
                    .filter(name -> !Collections.disjoint(wanted, groups(name, length)))
                    .max(Comparator.comparingDouble(name -> similarity(wrong, name)))
                    .filter(name -> similarity(wrong, name) >= MINIMUM);
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    private static Set<String> groups(String text, int size) {
        String padded = "-" + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}, ]+", "") + "-";
        Set<String> groups = new HashSet<>();
        for (int i = 0; i + size <= padded.length(); i++) {
            groups.add(padded.substring(i, i + size));
        }
        return groups;
    }

    private static double similarity(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        return longer == 0
                ? 1
                : 1 - (double) edits(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) / longer;
    }

    /** Levenshtein's distance. */
    private static int edits(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
