package io.mlstack.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The golden values were computed by a second implementation, outside Java, and must never change. */
class KeyedRandomTest {

    private static final KeyedRandom GOLDEN = KeyedRandom.of(7, "shuffle").at(3, 5);

    /** All bits of 2,000 gaussians, folded; also equal on the newer JDK the suite runs on. */
    private static final long GAUSSIAN_BITS = 0xae651a520ead7be9L;

    @Test
    void bitsAreGolden() {
        assertThat(LongStream.range(0, 6).map(GOLDEN::bits))
                .containsExactly(
                        0x4a77bdc5eecafe05L,
                        0x80d87f61fcf55590L,
                        0x6841969c6004827cL,
                        0x0c810e2fa3ca8f0eL,
                        0xec8faa29df4ff9bdL,
                        0x1264d2993ddf289eL);
        assertThat(KeyedRandom.of(7, "shuffle").bits(-1)).isEqualTo(0xa9834c7c2700ecb8L);
        assertThat(KeyedRandom.of(-1, "größe").bits(0)).isEqualTo(0xbdf4c478bf8160c4L);
    }

    @Test
    void uniformsAreGolden() {
        assertThat(IntStream.range(0, 4).mapToDouble(GOLDEN::uniform))
                .containsExactly(0.2908896072611177, 0.5033034910420231, 0.4072507983946867, 0.04884422934609678);
    }

    @Test
    void gaussiansAreGolden() {
        double[] expected = {
            -0.5507877034670295,
            0.008280718685182329,
            -0.23462269027318836,
            -1.656164754619866,
            1.4329724830461767,
            -1.4621436000081465,
            0.3762148823277546,
            -1.1250937188376708
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(GOLDEN.gaussian(i)).isCloseTo(expected[i], within(4e-16));
        }
        assertThat(gaussianBits(2_000)).isEqualTo(GAUSSIAN_BITS);
    }

    @Test
    void boundedNumbersAreGolden() {
        assertThat(LongStream.range(0, 8).map(i -> GOLDEN.below(i, 1_000)))
                .containsExactly(290L, 503L, 407L, 48L, 924L, 71L, 646L, 130L);
        assertThat(LongStream.range(0, 4).map(i -> GOLDEN.below(i, 3L << 61)))
                .containsExactly(2012237302067896129L, 3656203953390299193L, 2817169219425251566L, 337881374334383525L);
        assertThat(LongStream.range(0, 2).map(i -> GOLDEN.below(i, Long.MAX_VALUE)))
                .containsExactly(2682983069423861506L, 4642155345328384711L);
    }

    @Test
    void purposeEpochStepAndSeedEachChangeTheDraw() {
        long draw = KeyedRandom.of(1, "a").bits(0);
        assertThat(LongStream.of(
                                draw,
                                KeyedRandom.of(2, "a").bits(0),
                                KeyedRandom.of(1, "b").bits(0),
                                KeyedRandom.of(1, "a").at(1).bits(0),
                                KeyedRandom.of(1, "a").at(0, 1).bits(0),
                                KeyedRandom.of(1, "a").bits(1))
                        .distinct())
                .hasSize(6);
        assertThat(KeyedRandom.of(1, "a").at(9, 9).at(0).bits(0)).isEqualTo(draw);
    }

    @Property
    void uniformStaysBelowOneAndBelowStaysInside(
            @ForAll long seed, @ForAll long index, @ForAll @LongRange(min = 1) long bound) {
        KeyedRandom random = KeyedRandom.of(seed, "property");
        assertThat(random.uniform(index)).isGreaterThanOrEqualTo(0).isLessThan(1);
        assertThat(random.below(index, bound)).isBetween(0L, bound - 1);
        assertThat(random.gaussian(index)).isBetween(-8.3, 8.3);
    }

    /** A bound of 3 * 2^61 rejects one word in four, so both paths are met. */
    @Property
    void belowAgreesWithItsDefinition(@ForAll long seed, @ForAll @LongRange(min = 1L << 60) long bound) {
        KeyedRandom random = KeyedRandom.of(seed, "property");
        BigInteger twoPow64 = BigInteger.ONE.shiftLeft(64);
        BigInteger wide = BigInteger.valueOf(bound);
        BigInteger product = BigInteger.ZERO;
        for (int retry = 0; retry == 0 || product.mod(twoPow64).compareTo(twoPow64.mod(wide)) < 0; retry++) {
            String word = Long.toUnsignedString(random.word(KeyedRandom.DRAWS, retry, 4));
            product = new BigInteger(word).multiply(wide);
        }
        assertThat(random.below(4, bound)).isEqualTo(product.shiftRight(64).longValue());
    }

    @Test
    void boundsThatDoNotDivideTheWordAreUniform() {
        for (long bound : new long[] {2, 3, 7, 10, 97, 1000}) {
            long[] counts = new long[(int) bound];
            for (int i = 0; i < 100_000; i++) {
                counts[(int) GOLDEN.below(i, bound)]++;
            }
            assertThat(ChiSquare.score(counts)).as("bound %d", bound).isBetween(-5.0, 5.0);
        }
    }

    /** With a bound of 3/4 of the range a remainder would make the first third twice as likely. */
    @Test
    void hugeBoundsAreUniform() {
        long[] counts = new long[3];
        for (int i = 0; i < 100_000; i++) {
            counts[(int) (GOLDEN.below(i, 3L << 61) >>> 61)]++;
        }
        assertThat(ChiSquare.score(counts)).isBetween(-5.0, 5.0);
    }

    @Test
    void seedsEpochsStepsAndIndicesAreEachUniform() {
        long[][] counts = new long[4][64];
        for (int i = 0; i < 64_000; i++) {
            counts[0][(int) (KeyedRandom.of(i, "u").uniform(0) * 64)]++;
            counts[1][(int) (KeyedRandom.of(1, "u").at(i).uniform(0) * 64)]++;
            counts[2][(int) (KeyedRandom.of(1, "u").at(0, i).uniform(0) * 64)]++;
            counts[3][(int) (KeyedRandom.of(1, "u").uniform(i) * 64)]++;
        }
        for (long[] count : counts) {
            assertThat(ChiSquare.score(count)).isBetween(-5.0, 5.0);
        }
    }

    @Test
    void gaussiansHaveTheMomentsOfANormal() {
        int n = 200_000;
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            double z = GOLDEN.gaussian(i);
            for (int power = 1; power <= 4; power++) {
                sums[power] += Math.pow(z, power) / n;
            }
        }
        assertThat(sums[1]).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(sums[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(sums[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / n)));
        assertThat(sums[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    }

    @Property(tries = 100)
    void fillingEqualsDrawingOneByOne(@ForAll long first, @ForAll @LongRange(min = 0, max = 20) long length) {
        double[] uniforms = new double[(int) length];
        double[] gaussians = new double[(int) length];
        GOLDEN.uniforms(first, uniforms);
        GOLDEN.gaussians(first, gaussians);
        for (int i = 0; i < length; i++) {
            assertThat(uniforms[i]).isEqualTo(GOLDEN.uniform(first + i));
            assertThat(gaussians[i]).isEqualTo(GOLDEN.gaussian(first + i));
        }
    }

    @Test
    void boundBelowOneIsRefused() {
        assertThatThrownBy(() -> GOLDEN.below(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, got 0");
    }

    @Test
    void isAValue() {
        assertThat(KeyedRandom.of(7, "shuffle").at(3, 5)).isEqualTo(GOLDEN).hasSameHashCodeAs(GOLDEN);
        assertThat(GOLDEN)
                .isNotEqualTo(GOLDEN.at(3))
                .isNotEqualTo(KeyedRandom.of(7, "split").at(3, 5));
        assertThat(GOLDEN).hasToString("KeyedRandom[seed=7, purpose=shuffle, epoch=3, step=5]");
    }

    private static long gaussianBits(int count) {
        long folded = 0;
        for (int i = 0; i < count; i++) {
            folded = folded * 31 + Double.doubleToRawLongBits(GOLDEN.gaussian(i));
        }
        return folded;
    }
}
