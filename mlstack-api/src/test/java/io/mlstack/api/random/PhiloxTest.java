package io.mlstack.api.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Known answers: file kat_vectors of Random123 (philox4x64, 10 rounds). */
class PhiloxTest {

    private static final BigInteger TWO_POW_64 = BigInteger.ONE.shiftLeft(64);

    @Test
    void answersZeros() {
        assertThat(block(0, 0, 0, 0, 0, 0))
                .containsExactly(0x16554d9eca36314cL, 0xdb20fe9d672d0fdcL, 0xd7e772cee186176bL, 0x7e68b68aec7ba23bL);
    }

    @Test
    void answersOnes() {
        assertThat(block(-1, -1, -1, -1, -1, -1))
                .containsExactly(0x87b092c3013fe90bL, 0x438c3c67be8d0224L, 0x9cc7d7c69cd777b6L, 0xa09caebf594f0ba0L);
    }

    @Test
    void answersDigitsOfPi() {
        long[] answer = block(
                0x243f6a8885a308d3L,
                0x13198a2e03707344L,
                0xa4093822299f31d0L,
                0x082efa98ec4e6c89L,
                0x452821e638d01377L,
                0xbe5466cf34e90c6cL);
        assertThat(answer)
                .containsExactly(0xa528f45403e61d95L, 0x38c72dbd566e9788L, 0xa5a1610e72fd18b5L, 0x57bd43b5e52b7fe6L);
    }

    @Property(tries = 200)
    void agreesWithItsDefinitionInBigIntegers(
            @ForAll long c0, @ForAll long c1, @ForAll long c2, @ForAll long c3, @ForAll long k0, @ForAll long k1) {
        long[] expected = naive(new long[] {c0, c1, c2, c3}, k0, k1);
        assertThat(block(c0, c1, c2, c3, k0, k1)).containsExactly(expected);
        for (int lane = 0; lane < 4; lane++) {
            assertThat(Philox.word(c0, c1, c2, c3, k0, k1, lane)).isEqualTo(expected[lane]);
        }
    }

    @Property
    void multipliesUnsigned(@ForAll long a, @ForAll long b) {
        BigInteger high = unsigned(a).multiply(unsigned(b)).shiftRight(64);
        assertThat(Philox.unsignedMultiplyHigh(a, b)).isEqualTo(high.longValue());
    }

    private static long[] block(long c0, long c1, long c2, long c3, long k0, long k1) {
        long[] out = new long[4];
        Philox.block(c0, c1, c2, c3, k0, k1, out);
        return out;
    }

    private static long[] naive(long[] counter, long k0, long k1) {
        long[] c = counter;
        for (int round = 0; round < 10; round++) {
            BigInteger[] p0 = times("D2E7470EE14C6C93", c[0]);
            BigInteger[] p1 = times("CA5A826395121157", c[2]);
            c = new long[] {
                p1[0].longValue() ^ c[1] ^ k0, p1[1].longValue(), p0[0].longValue() ^ c[3] ^ k1, p0[1].longValue()
            };
            k0 += 0x9E3779B97F4A7C15L;
            k1 += 0xBB67AE8584CAA73BL;
        }
        return c;
    }

    private static BigInteger[] times(String multiplier, long word) {
        return new BigInteger(multiplier, 16).multiply(unsigned(word)).divideAndRemainder(TWO_POW_64);
    }

    private static BigInteger unsigned(long word) {
        return new BigInteger(Long.toUnsignedString(word));
    }
}
