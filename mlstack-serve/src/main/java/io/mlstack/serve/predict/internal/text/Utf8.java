package io.mlstack.serve.predict.internal.text;

import java.util.Arrays;

/** The UTF-8 of characters that lie in a buffer. Half a surrogate pair is a question mark, as for the JDK's encoder. */
final class Utf8 {

    private static final int MOST_BYTES = 4;

    private Utf8() {}

    /** {@link Murmur3} with seed 0 over the bytes of a run of characters. */
    static int hash(TextBuffer buffer, int from, int to) {
        int needed = MOST_BYTES * (to - from);
        if (buffer.bytes.length < needed) {
            buffer.bytes = Arrays.copyOf(buffer.bytes, 2 * needed);
        }
        int length = 0;
        for (int i = from; i < to; i++) {
            length = put(buffer.points[i], buffer.bytes, length);
        }
        return Murmur3.hash(buffer.bytes, length, 0);
    }

    private static int put(int point, byte[] bytes, int at) {
        if (point < 0x80) {
            bytes[at] = (byte) point;
            return at + 1;
        }
        if (point < 0x800) {
            bytes[at] = (byte) (0xC0 | point >> 6);
            return tail(point, 0, bytes, at + 1);
        }
        if (point < 0x10000) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes[at] = '?';
                return at + 1;
            }
            bytes[at] = (byte) (0xE0 | point >> 12);
            return tail(point, 6, bytes, at + 1);
        }
        bytes[at] = (byte) (0xF0 | point >> 18);
        return tail(point, 12, bytes, at + 1);
    }

    private static int tail(int point, int highest, byte[] bytes, int at) {
        int next = at;
        for (int shift = highest; shift >= 0; shift -= 6) {
            bytes[next++] = (byte) (0x80 | point >> shift & 0x3F);
        }
        return next;
    }
}
