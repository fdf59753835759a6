package io.mlstack.api.blob;

import java.nio.ByteBuffer;

/** SHA-256 in plain Java (FIPS 180-4, sections 4.1.2, 5 and 6.2). */
final class PlainSha256 implements Sha256 {

    private static final int BLOCK = 64;
    private static final int LENGTH_BYTES = 8;
    private static final int CHUNK = 1 << 13;

    /** The first 32 bits of the fractions of the cube roots of the first 64 primes (section 4.2.2). */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** The first 32 bits of the fractions of the square roots of the first 8 primes (section 5.3.3). */
    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private final int[] schedule = new int[K.length];
    private final byte[] rest = new byte[BLOCK];
    private int restSize;
    private long size;

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        size += length;
        if (restSize > 0) {
            int taken = Math.min(length, BLOCK - restSize);
            System.arraycopy(bytes, from, rest, restSize, taken);
            restSize += taken;
            from += taken;
            if (restSize < BLOCK) {
                return;
            }
            compress(rest, 0);
        }
        for (; from + BLOCK <= end; from += BLOCK) {
            compress(bytes, from);
        }
        restSize = end - from;
        System.arraycopy(bytes, from, rest, 0, restSize);
    }

    @Override
    public void update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        byte[] chunk = new byte[Math.min(CHUNK, bytes.remaining())];
        while (bytes.hasRemaining()) {
            int count = Math.min(chunk.length, bytes.remaining());
            bytes.get(chunk, 0, count);
            update(chunk, 0, count);
        }
    }

    @Override
    public byte[] digest() {
        long bits = size * Byte.SIZE;
        int zeros = Math.floorMod(BLOCK - LENGTH_BYTES - 1 - restSize, BLOCK);
        byte[] padding = new byte[1 + zeros + LENGTH_BYTES];
        padding[0] = (byte) 0x80;
        for (int i = 1; i <= LENGTH_BYTES; i++) {
            padding[padding.length - i] = (byte) (bits >>> Byte.SIZE * (i - 1));
        }
        update(padding, 0, padding.length);
        byte[] digest = new byte[Digest.BYTES];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (state[i >> 2] >>> 24 - Byte.SIZE * (i & 3));
        }
        return digest;
    }

    /** Rotations are written out: the interpreter, which runs this first, would make a call of each. */
    private void compress(byte[] bytes, int from) {
        int[] w = schedule;
        for (int t = 0, at = from; t < 16; t++, at += Integer.BYTES) {
            w[t] = bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
        }
        for (int t = 16; t < w.length; t++) {
            int x = w[t - 15];
            int y = w[t - 2];
            int s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
            int s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
            w[t] = s1 + w[t - 7] + s0 + w[t - 16];
        }
        rounds(w);
    }

    private void rounds(int[] w) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int t = 0; t < w.length; t++) {
            int s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
            int t1 = h + s1 + (e & f ^ ~e & g) + K[t] + w[t];
            int s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
            int t2 = s0 + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
