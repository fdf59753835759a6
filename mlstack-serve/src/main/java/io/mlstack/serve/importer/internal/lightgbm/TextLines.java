package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Finding;
import io.mlstack.serve.importer.UnsupportedModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a stream one after the other, in memory that follows the longest of them. Lines end with {@code \n} or
 * {@code \r\n}. Not thread-safe.
 */
final class TextLines {

    /** The longest line there is: a model of 131,072 leaves, LightGBM's most, has lines of 3 MB. */
    static final int MAX_LINE = 64 << 20;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final String source;
    private byte[] buffer = new byte[2 * CHUNK];
    private int filled;
    private int start;
    private int end;
    private int next;
    private int number;
    private boolean drained;

    TextLines(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    /** Steps to the next line; false at the end of the stream. */
    boolean next() throws IOException {
        int at = next;
        int feed = feed(at);
        while (feed < 0 && !drained) {
            at = filled;
            at -= fill();
            feed = feed(at);
        }
        if (feed < 0 && next == filled) {
            return false;
        }
        start = next;
        end = feed < 0 ? filled : feed;
        next = feed < 0 ? filled : feed + 1;
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
        number++;
        return true;
    }

    private int feed(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads on; returns by how much what was read before has moved to the front. */
    private int fill() throws IOException {
        int moved = next;
        if (moved > 0) {
            System.arraycopy(buffer, moved, buffer, 0, filled - moved);
            filled -= moved;
            next = 0;
        }
        if (buffer.length - filled < CHUNK) {
            if (filled >= MAX_LINE) {
                throw new UnsupportedModelException(new Finding(
                        "lightgbm.line",
                        source + ":" + (number + 1),
                        "is longer than " + MAX_LINE + " bytes",
                        "give the text that LightGBM's save_model writes"));
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = in.read(buffer, filled, CHUNK);
        drained = count < 0;
        filled += Math.max(0, count);
        return moved;
    }

    /** Number of this line, from 1. */
    int number() {
        return number;
    }

    /** Where this line is, for findings. */
    String place() {
        return source + ":" + number;
    }

    boolean isBlank() {
        return start == end;
    }

    /** Whether this line begins with {@code ascii}. */
    boolean startsWith(String ascii) {
        if (end - start < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (buffer[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** This line, where bytes that are no UTF-8 become replacement characters. */
    String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    /** What stands before the first {@code =}; all of the line where there is none. */
    String key() {
        return new String(buffer, start, equalSign() - start, StandardCharsets.UTF_8);
    }

    /** What stands behind the first {@code =}; nothing where there is none. */
    String value() {
        int from = Math.min(end, equalSign() + 1);
        return new String(buffer, from, end - from, StandardCharsets.UTF_8);
    }

    /** The numbers behind the first {@code =}. */
    NumberTokens numbers() {
        return new NumberTokens(buffer, Math.min(end, equalSign() + 1), end, place());
    }

    private int equalSign() {
        int i = start;
        while (i < end && buffer[i] != '=') {
            i++;
        }
        return i;
    }
}
