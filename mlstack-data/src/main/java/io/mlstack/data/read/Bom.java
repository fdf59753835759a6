package io.mlstack.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The byte order mark, which some programs put before the first line and which is not part of the text. */
final class Bom {

    private Bom() {}

    /** Skips a mark at the beginning of {@code in} and returns the encoding it states, else {@code declared}. */
    static Charset skip(PushbackInputStream in, Charset declared) throws IOException {
        byte[] first = in.readNBytes(3);
        if (starts(first, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        boolean big = starts(first, 0xFE, 0xFF);
        if (big || starts(first, 0xFF, 0xFE)) {
            in.unread(first, 2, first.length - 2);
            return big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        in.unread(first);
        return declared;
    }

    /** A stream that {@link #skip} can look into. */
    static PushbackInputStream over(InputStream in) {
        return new PushbackInputStream(in, 3);
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
