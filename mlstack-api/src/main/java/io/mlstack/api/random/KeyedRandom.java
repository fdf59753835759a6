package io.mlstack.api.random;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Random numbers as a function of (seed, purpose, epoch, step, index): the same five always give the same draw, on every
 * machine and JDK, in any order and from any thread.
 *
 * <p>There is no state to save, so a run that resumes at step 1,000 draws what an uninterrupted one draws there. Whoever
 * draws for something new names a purpose of its own, and nobody else's numbers change:
 *
 * <pre>{@code
 * KeyedRandom dropout = KeyedRandom.of(7, "dropout/layer-1");
 * boolean dropped = dropout.at(epoch, step).uniform(unit) < 0.2;
 * long row = KeyedRandom.of(7, "shuffle").at(epoch).permutation(rows).at(position);
 * }</pre>
 *
 * <p>All kinds of draw at one index read the same 64 bits: {@code uniform(3)} and {@code gaussian(3)} rise and fall
 * together. Draws that must be independent of each other need different indices, steps, epochs or purposes.
 *
 * <p>Immutable and thread-safe. The bits are those of Philox4x64-10 (Salmon et al., SC'11) with the key (seed, hash of the
 * purpose) and the counter (index / 4, step, epoch, retry); the hash is the first eight bytes, big-endian, of the SHA-256
 * of the purpose in UTF-8. These choices are pinned by golden values and do not change. Not for secrets.
 */
public final class KeyedRandom {

    private static final double TWO_POW_MINUS_53 = 0x1p-53;
    private static final double TWO_POW_MINUS_52 = 0x1p-52;

    /** Separates the draws from the keys of permutations: the upper half of the last counter word. */
    static final int DRAWS = 0;

    static final int PERMUTATIONS = 1;

    private final long seed;
    private final String purpose;
    private final long purposeHash;
    private final long epoch;
    private final long step;

    private KeyedRandom(long seed, String purpose, long purposeHash, long epoch, long step) {
        this.seed = seed;
        this.purpose = purpose;
        this.purposeHash = purposeHash;
        this.epoch = epoch;
        this.step = step;
    }

    /**
     * The draws for one purpose, at epoch 0 and step 0.
     *
     * @param seed any value; a user's seed
     * @param purpose what is drawn for, such as {@code "shuffle"} or {@code "init/dense-2"}; any text, case matters
     */
    public static KeyedRandom of(long seed, String purpose) {
        return new KeyedRandom(seed, requireNonNull(purpose, "purpose"), hash(purpose), 0, 0);
    }

    /** The same seed and purpose at {@code epoch} and step 0. */
    public KeyedRandom at(long epoch) {
        return at(epoch, 0);
    }

    /** The same seed and purpose at {@code epoch} and {@code step}; any values. */
    public KeyedRandom at(long epoch, long step) {
        return new KeyedRandom(seed, purpose, purposeHash, epoch, step);
    }

    /** The seed of {@link #of}. */
    public long seed() {
        return seed;
    }

    /** What is drawn for. */
    public String purpose() {
        return purpose;
    }

    /** The epoch of {@link #at(long, long)}; 0 unless set. */
    public long epoch() {
        return epoch;
    }

    /** The step of {@link #at(long, long)}; 0 unless set. */
    public long step() {
        return step;
    }

    /** 64 random bits. */
    public long bits(long index) {
        return word(DRAWS, 0, index);
    }

    /** A number in [0, 1) from the upper 53 bits: every multiple of 2<sup>-53</sup> is equally likely. */
    public double uniform(long index) {
        return (bits(index) >>> 11) * TWO_POW_MINUS_53;
    }

    /** A standard normal number, within ±8.3: the inverse distribution function (Wichura, AS 241) of 52 random bits. */
    public double gaussian(long index) {
        return gaussianOf(bits(index));
    }

    /**
     * A whole number in [0, bound), each equally likely without the bias of a remainder: Lemire, "Fast random integer
     * generation in an interval", ACM TOMACS 29 (2019); a rejected draw takes the next retry counter of the same index.
     *
     * @throws IllegalArgumentException if {@code bound} is below 1
     */
    public long below(long index, long bound) {
        return below(DRAWS, index, bound);
    }

    /** Fills {@code out} with {@code uniform(first)}, {@code uniform(first + 1)}, ...: four for the price of one. */
    public void uniforms(long first, double[] out) {
        long[] block = new long[Philox.WORDS];
        for (int i = 0; i < out.length; i++) {
            out[i] = (nextWord(first + i, i == 0, block) >>> 11) * TWO_POW_MINUS_53;
        }
    }

    /** Fills {@code out} with {@code gaussian(first)}, {@code gaussian(first + 1)}, ... */
    public void gaussians(long first, double[] out) {
        long[] block = new long[Philox.WORDS];
        for (int i = 0; i < out.length; i++) {
            out[i] = gaussianOf(nextWord(first + i, i == 0, block));
        }
    }

    /**
     * A random order of {@code size} things, in constant memory; independent of the draws.
     *
     * @param size how many, from 0 to {@link Permutation#MAX_SIZE}
     * @throws IllegalArgumentException if {@code size} is outside that range
     */
    public Permutation permutation(long size) {
        return new Permutation(this, size);
    }

    long word(int stream, int retry, long index) {
        return Philox.word(index >>> 2, step, epoch, lastCounter(stream, retry), seed, purposeHash, lane(index));
    }

    long below(int stream, long index, long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be at least 1, got " + bound);
        }
        long bits = word(stream, 0, index);
        if (bound * bits < 0 || bound * bits >= bound) { // the unsigned low half is at least the bound: accept at once
            return Philox.unsignedMultiplyHigh(bits, bound);
        }
        long threshold = Long.remainderUnsigned(-bound, bound); // 2^64 mod bound
        for (int retry = 1; Long.compareUnsigned(bound * bits, threshold) < 0; retry++) {
            bits = word(stream, retry, index);
        }
        return Philox.unsignedMultiplyHigh(bits, bound);
    }

    private long nextWord(long index, boolean isFirst, long[] block) {
        if (isFirst || lane(index) == 0) {
            Philox.block(index >>> 2, step, epoch, lastCounter(DRAWS, 0), seed, purposeHash, block);
        }
        return block[lane(index)];
    }

    private static long lastCounter(int stream, int retry) {
        return (long) stream << 32 | retry;
    }

    private static int lane(long index) {
        return (int) index & (Philox.WORDS - 1);
    }

    /** The middles of 2^52 equal cells: never 0 or 1, and symmetric about one half. */
    private static double gaussianOf(long bits) {
        return NormalQuantile.of(((bits >>> 12) + 0.5) * TWO_POW_MINUS_52);
    }

    private static long hash(String purpose) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(purpose.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyedRandom that
                && seed == that.seed
                && epoch == that.epoch
                && step == that.step
                && purpose.equals(that.purpose);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(((seed * 31 + purposeHash) * 31 + epoch) * 31 + step);
    }

    @Override
    public String toString() {
        return "KeyedRandom[seed=" + seed + ", purpose=" + purpose + ", epoch=" + epoch + ", step=" + step + "]";
    }
}
