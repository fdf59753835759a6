package io.mlstack.api.random;

import java.util.Arrays;
import java.util.Objects;

/**
 * A random order of the numbers 0 to {@code size - 1} that needs no table: any position can be asked for, forwards and
 * backwards, in constant time and memory.
 *
 * <p>Made by {@link KeyedRandom#permutation(long)}; equal keys and sizes give equal orders for ever. Immutable and
 * thread-safe. An epoch over a billion rows is
 *
 * <pre>{@code
 * Permutation order = KeyedRandom.of(seed, "shuffle").at(epoch).permutation(rows);
 * for (long i = resumeAt; i < rows; i++) {
 *     read(order.at(i));
 * }
 * }</pre>
 *
 * <p>Up to 16 numbers are shuffled in full (Fisher-Yates, packed in one word), so each order is equally likely. Above that
 * it is a balanced Feistel network of 12 rounds over the next power of four, left again and again until the value falls
 * inside the size (cycle walking: Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002): at most four
 * passes on average, usually two. It then reaches only some of the size! orders, but values, pairs and triples are spread
 * evenly.
 */
public final class Permutation {

    /** The largest size: 2<sup>62</sup>. */
    public static final long MAX_SIZE = 1L << 62;

    private static final int PACKED = 16;
    private static final int ROUNDS = 12;

    private final KeyedRandom random;
    private final long size;
    private final Order order;

    Permutation(KeyedRandom random, long size) {
        if (size < 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("a permutation has 0 to 2^62 elements, got " + size);
        }
        this.random = random;
        this.size = size;
        this.order = size <= PACKED ? Packed.shuffled(random, (int) size) : new Feistel(random, size);
    }

    /** How many numbers there are. */
    public long size() {
        return size;
    }

    /**
     * The value at a position: for a shuffle, the row to read as number {@code position}.
     *
     * @throws IndexOutOfBoundsException if {@code position} is not in [0, size)
     */
    public long at(long position) {
        return order.at(Objects.checkIndex(position, size));
    }

    /**
     * The position that holds {@code value}: the inverse of {@link #at}.
     *
     * @throws IndexOutOfBoundsException if {@code value} is not in [0, size)
     */
    public long indexOf(long value) {
        return order.indexOf(Objects.checkIndex(value, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Permutation that && size == that.size && random.equals(that.random);
    }

    @Override
    public int hashCode() {
        return Objects.hash(random, size);
    }

    @Override
    public String toString() {
        return "Permutation[size=" + size + ", " + random + "]";
    }

    private interface Order {
        long at(long position);

        long indexOf(long value);
    }

    /** Sixteen values of four bits each; the value at position i sits at bits 4i to 4i + 3. */
    private record Packed(long values, long positions) implements Order {

        static Packed shuffled(KeyedRandom random, int size) {
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                int j = (int) random.below(KeyedRandom.PERMUTATIONS, i, i + 1L);
                order[i] = order[j];
                order[j] = i;
            }
            long values = 0;
            long positions = 0;
            for (int i = 0; i < size; i++) {
                values |= (long) order[i] << 4 * i;
                positions |= (long) i << 4 * order[i];
            }
            return new Packed(values, positions);
        }

        @Override
        public long at(long position) {
            return values >>> 4 * position & 15;
        }

        @Override
        public long indexOf(long value) {
            return positions >>> 4 * value & 15;
        }
    }

    /** Two halves of {@code bits} bits each; 4^bits is at least the size. */
    private static final class Feistel implements Order {

        private final long size;
        private final int bits;
        private final long mask;
        private final long[] keys = new long[ROUNDS];

        Feistel(KeyedRandom random, long size) {
            this.size = size;
            this.bits = (65 - Long.numberOfLeadingZeros(size - 1)) / 2;
            this.mask = (1L << bits) - 1;
            Arrays.setAll(keys, round -> random.word(KeyedRandom.PERMUTATIONS, 0, round));
        }

        @Override
        public long at(long position) {
            long value = position;
            do {
                value = forwards(value);
            } while (value >= size);
            return value;
        }

        @Override
        public long indexOf(long value) {
            long position = value;
            do {
                position = backwards(position);
            } while (position >= size);
            return position;
        }

        private long forwards(long x) {
            long left = x >>> bits;
            long right = x & mask;
            for (int round = 0; round < ROUNDS; round++) {
                long next = left ^ mix(right ^ keys[round]) >>> (64 - bits);
                left = right;
                right = next;
            }
            return left << bits | right;
        }

        private long backwards(long x) {
            long left = x >>> bits;
            long right = x & mask;
            for (int round = ROUNDS - 1; round >= 0; round--) {
                long previous = right ^ mix(left ^ keys[round]) >>> (64 - bits);
                right = left;
                left = previous;
            }
            return left << bits | right;
        }

        /** Stafford's variant 13 of the MurmurHash3 finaliser: every input bit reaches every output bit. */
        private static long mix(long z) {
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }
    }
}
