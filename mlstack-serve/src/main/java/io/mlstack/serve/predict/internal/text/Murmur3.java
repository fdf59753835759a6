package io.mlstack.serve.predict.internal.text;

import java.nio.charset.StandardCharsets;

/**
 * MurmurHash3 x86 32 (Austin Appleby, public domain, 2011), the hash of scikit-learn's {@code FeatureHasher}: the same
 * code on every machine, whatever its byte order.
 */
public final class Murmur3 {

    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    /** The hash of the UTF-8 bytes of a text. */
    public static int hash(String text, int seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return hash(bytes, bytes.length, seed);
    }

    /** The hash of the 8 little-endian bytes of a number; 0 and -0 are one number. */
    public static int hash(double number, int seed) {
        long bits = Double.doubleToLongBits(number + 0.0);
        int h = mix(mix(seed, (int) bits), (int) (bits >>> 32));
        return finish(h, Double.BYTES);
    }

    /** The hash of the first {@code length} bytes. */
    static int hash(byte[] bytes, int length, int seed) {
        int h = seed;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            h = mix(
                    h,
                    (bytes[i] & 0xff)
                            | (bytes[i + 1] & 0xff) << 8
                            | (bytes[i + 2] & 0xff) << 16
                            | (bytes[i + 3] & 0xff) << 24);
        }
        int tail = 0;
        for (int j = length - 1; j >= i; j--) {
            tail = tail << 8 | (bytes[j] & 0xff);
        }
        return finish(h ^ scramble(tail), length);
    }

    /** {@code |hash| mod buckets}, as scikit-learn takes it. */
    public static int bucket(int hash, int buckets) {
        return (int) (Math.abs((long) hash) % buckets);
    }

    private static int mix(int h, int block) {
        return Integer.rotateLeft(h ^ scramble(block), 13) * 5 + 0xe6546b64;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }

    private static int finish(int hash, int length) {
        int h = hash ^ length;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
