package io.mlstack.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void suggestsTheNearestFirst() {
        assertThat(NearestName.near("diagnosi", List.of("id", "diagnoses", "diagnosis", "area")))
                .containsExactly("diagnosis", "diagnoses");
    }

    @Test
    void takesSwappedLettersForOneMistake() {
        assertThat(NearestName.near("pest", List.of("pets", "rest"))).containsExactly("pets", "rest");
    }

    @Test
    void ignoresCase() {
        assertThat(NearestName.near("AREA", List.of("area", "id"))).containsExactly("area");
    }

    @Test
    void passesOverNamesThatNobodyTypes() {
        String hostile = "a".repeat(60_000);

        assertThat(NearestName.near(hostile, List.of(hostile, "a"))).isEmpty();
        assertThat(NearestName.near("pest", List.of(hostile, "pets"))).containsExactly("pets");
        assertThat(NearestName.cure("zebra", List.of(hostile))).hasSizeLessThan(300);
    }

    /** The whole table of Levenshtein's distance with swaps, as near() must rank by. */
    @Property(tries = 300)
    void ranksAsTheWholeTableDoes(
            @ForAll @AlphaChars @StringLength(max = 4) String name,
            @ForAll @Size(max = 5) List<@AlphaChars @StringLength(max = 4) String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<String> expected = known.stream()
                .filter(k -> naive(wanted, k.toLowerCase(Locale.ROOT))
                        <= Math.max(1, Math.max(wanted.length(), k.length()) / 3))
                .sorted(Comparator.comparingInt((String k) -> naive(wanted, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(k -> k))
                .limit(3)
                .toList();

        assertThat(NearestName.near(name, known)).isEqualTo(expected);
    }

    private static int naive(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int i = a.length();
        int j = b.length();
        int replaced =
                naive(a.substring(0, i - 1), b.substring(0, j - 1)) + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int shorter = 1 + Math.min(naive(a.substring(0, i - 1), b), naive(a, b.substring(0, j - 1)));
        int best = Math.min(replaced, shorter);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, 1 + naive(a.substring(0, i - 2), b.substring(0, j - 2))) : best;
    }

    @Test
    void listsWhatExistsWhereNothingIsNear() {
        assertThat(NearestName.cure("zebra", List.of("cat", "dog"))).isEqualTo("there are: cat, dog");
        assertThat(NearestName.cure("zebra", List.of())).isEqualTo("none exist yet");
    }
}
