package io.mlstack.api.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the names a user may have meant; for the cure of a "does not exist". */
public final class NearestName {

    private static final int SHOWN = 3;

    /** Longer names are no slips of the pen, and the distance costs the product of the lengths. */
    private static final int MAX_LENGTH = 200;

    private NearestName() {}

    /**
     * Says what exists instead of {@code name}: the nearest names by edit distance, or all when there are few.
     *
     * @param known the names that exist, in any order
     * @return a cure such as {@code did you mean "cat"? (of 3: bird, cat, dog)}; {@code none exist yet} without names
     */
    public static String cure(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return "none exist yet";
        }
        List<String> near = near(name, known);
        String all = known.size() <= 12
                ? "there are: "
                        + known.stream().sorted().map(NearestName::shown).collect(Collectors.joining(", "))
                : "there are " + known.size();
        if (near.isEmpty()) {
            return all;
        }
        return "did you mean " + near.stream().map(n -> '"' + n + '"').collect(Collectors.joining(" or ")) + "? (" + all
                + ")";
    }

    /**
     * At most three of {@code known} that differ from {@code name} by a third of their letters or less, nearest first.
     *
     * @return empty for a name above {@value #MAX_LENGTH} characters; known names as long are passed over
     */
    public static List<String> near(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return List.of();
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        record Candidate(String name, int distance) {}
        return known.stream()
                .filter(k -> k.length() <= MAX_LENGTH)
                .map(k -> new Candidate(k, distance(wanted, k.toLowerCase(Locale.ROOT))))
                .filter(c -> c.distance()
                        <= Math.max(1, Math.max(wanted.length(), c.name().length()) / 3))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    private static String shown(String name) {
        return name.length() <= MAX_LENGTH ? name : name.substring(0, MAX_LENGTH) + "...";
    }

    /** Levenshtein distance in which two swapped neighbours count as one edit (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] twoBefore = new int[b.length() + 1];
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] oldest = twoBefore;
            twoBefore = before;
            before = row;
            row = oldest;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }
}
