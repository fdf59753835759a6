package io.mlstack.serve.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** MurmurHash3 x86 32 as its description reads: blocks of four bytes, then what is left over. */
final class NaiveMurmur3 {

    private NaiveMurmur3() {}

    static int bucket(String text, int seed, int buckets) {
        return bucket(hash(text.getBytes(StandardCharsets.UTF_8), seed), buckets);
    }

    static int bucket(double number, int seed, int buckets) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(number == 0 ? 0 : number);
        return bucket(hash(bytes.array(), seed), buckets);
    }

    static int bucket(int hash, int buckets) {
        return (int) (Math.abs((long) hash) % buckets);
    }

    static int hash(byte[] bytes, int seed) {
        int h = seed;
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4))
                .order(ByteOrder.LITTLE_ENDIAN);
        while (padded.remaining() > 0) {
            boolean whole = padded.position() + 4 <= bytes.length;
            int k = Integer.rotateLeft(padded.getInt() * 0xcc9e2d51, 15) * 0x1b873593;
            h = whole ? Integer.rotateLeft(h ^ k, 13) * 5 + 0xe6546b64 : h ^ k;
        }
        h ^= bytes.length;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }
}
