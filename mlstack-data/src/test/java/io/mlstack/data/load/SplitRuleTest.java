package io.mlstack.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

    private static final SplitRule STANDARD = SplitRule.standard();

    /** Pinned for ever: another assignment would move rows between parts in everybody's data. */
    @Test
    void theStandardAssignmentIsPinned() {
        StringBuilder parts = new StringBuilder();
        for (int key = 1; key <= 60; key++) {
            parts.append(STANDARD.partOf("" + key).name().charAt(1));
        }
        assertThat(parts).hasToString("RRARRRRRRRRRRRRRRRARRERRARERRAREEERRREERERRRRRRERERRRARRRRRE");
    }

    @Property
    void aPartIsTheFractionThatSha256Gives(@ForAll String key, @ForAll String salt) throws Exception {
        byte[] salted = salt.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(new byte[] {
            (byte) (salted.length >> 24),
            (byte) (salted.length >> 16),
            (byte) (salted.length >> 8),
            (byte) salted.length
        });
        sha.update(salted);
        sha.update(key.getBytes(StandardCharsets.UTF_8));
        double fraction =
                new BigInteger(1, Arrays.copyOf(sha.digest(), 8)).shiftRight(11).doubleValue() / Math.pow(2, 53);
        Part expected = fraction < 0.2 ? Part.TEST : fraction < 0.2 + 0.1 ? Part.VALIDATION : Part.TRAIN;
        assertThat(new SplitRule(0.1, 0.2, salt, java.util.Optional.empty()).partOf(key))
                .isEqualTo(expected);
    }

    @Test
    void sharesConvergeToTheirExpectation() {
        int rows = 100_000;
        int[] counts = new int[3];
        for (int key = 0; key < rows; key++) {
            counts[STANDARD.partOf("row-" + key).ordinal()]++;
        }
        // 5 standard deviations of a binomial count.
        for (Part part : Part.values()) {
            double share = STANDARD.share(part);
            assertThat((double) counts[part.ordinal()])
                    .isCloseTo(
                            rows * share,
                            org.assertj.core.data.Offset.offset(5 * Math.sqrt(rows * share * (1 - share))));
        }
    }

    @Test
    void anotherValidationShareLeavesTheTestRowsWhatTheyAre() {
        SplitRule other = STANDARD.shares(0.5, 0.35, 0.15);
        for (int key = 0; key < 2000; key++) {
            assertThat(other.partOf("" + key) == Part.TEST).isEqualTo(STANDARD.partOf("" + key) == Part.TEST);
        }
    }

    @Test
    void anotherSaltIsAnotherSplitAndSaltAndKeyCannotBeConfused() {
        long same = java.util.stream.IntStream.range(0, 10_000)
                .filter(key -> STANDARD.partOf("" + key) == STANDARD.salted("b").partOf("" + key))
                .count();
        double expected = 10_000 * (0.7 * 0.7 + 2 * 0.15 * 0.15);
        assertThat((double) same).isCloseTo(expected, org.assertj.core.data.Offset.offset(250.0));
        long swapped = java.util.stream.IntStream.range(0, 1000)
                .filter(key -> STANDARD.salted("ab").partOf("c" + key)
                        == STANDARD.salted("a").partOf("bc" + key))
                .count();
        assertThat(swapped).isLessThan(1000);
    }

    @Test
    void impossibleSharesAreRefused() {
        assertThatThrownBy(() -> STANDARD.shares(0.5, 0.2, 0.2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.shares(0, 0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.shares(1.2, -0.2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.shares(Double.NaN, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
