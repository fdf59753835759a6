package io.mlstack.data.read;

/** Characters as UTF-8, in an array that is used again. */
final class Utf8Buffer {

    byte[] bytes = new byte[256];
    private int length;

    /** Number of bytes of the last text. */
    int length() {
        return length;
    }

    /** Encodes {@code chars[from] .. chars[to - 1]}; false for half a surrogate pair, which has no UTF-8. */
    boolean encode(char[] chars, int from, int to) {
        int most = Math.multiplyExact(to - from, 3);
        if (bytes.length < most) {
            bytes = new byte[Math.max(most, Math.min(Integer.MAX_VALUE - 8, bytes.length * 2))];
        }
        int out = 0;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < 0x80) {
                bytes[out++] = (byte) c;
            } else if (c < 0x800) {
                bytes[out++] = (byte) (0xC0 | c >> 6);
                bytes[out++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                bytes[out++] = (byte) (0xE0 | c >> 12);
                bytes[out++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[out++] = (byte) (0x80 | c & 0x3F);
            } else {
                if (i + 1 == to || !Character.isSurrogatePair(c, chars[i + 1])) {
                    return false;
                }
                int point = Character.toCodePoint(c, chars[++i]);
                bytes[out++] = (byte) (0xF0 | point >> 18);
                bytes[out++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[out++] = (byte) (0x80 | point & 0x3F);
            }
        }
        length = out;
        return true;
    }
}
