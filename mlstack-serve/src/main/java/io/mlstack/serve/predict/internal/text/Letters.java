package io.mlstack.serve.predict.internal.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Kinds of characters as Unicode 13 has them, which is what JDK 17 knows. A JDK's own tables grow with it (25 has 64 more
 * ranges of letters), and with them the terms of a text would change under a published model.
 */
final class Letters {

    private static final BitSet WORDS = read("words-13.txt");

    private static final int CIRCLED_A = 0x24B6;
    private static final int CIRCLED_Z = 0x24CF;
    private static final int ASCII = 0x80;

    private Letters() {}

    /** Whether words are made of it: {@code \w} of Python. */
    static boolean inWord(int point) {
        if (point < ASCII) {
            return (point >= 'a' && point <= 'z')
                    || (point >= 'A' && point <= 'Z')
                    || (point >= '0' && point <= '9')
                    || point == '_';
        }
        return WORDS.get(point);
    }

    /** White space as {@code str.isspace} of Python has it. */
    static boolean isSpace(int point) {
        if (point < ASCII) {
            return point == ' ' || (point >= '\t' && point <= '\r') || (point >= 0x1C && point <= 0x1F);
        }
        return point == 0x85
                || point == 0xA0
                || point == 0x1680
                || (point >= 0x2000 && point <= 0x200A)
                || point == 0x2028
                || point == 0x2029
                || point == 0x202F
                || point == 0x205F
                || point == 0x3000;
    }

    /**
     * The lower case of one character by itself. Pairs of cases never change once both are in Unicode (its stability
     * policy), so those of letters that Unicode 13 has are the same on every JDK.
     */
    static int lower(int point) {
        if (point < ASCII) {
            return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
        }
        return WORDS.get(point) || (point >= CIRCLED_A && point <= CIRCLED_Z) ? Character.toLowerCase(point) : point;
    }

    /** Lines of one hexadecimal number or two with dots between, after a comment. */
    private static BitSet read(String resource) {
        BitSet points = new BitSet(Character.MAX_CODE_POINT + 1);
        try (InputStream in = Letters.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("mlstack-serve was packed without " + resource);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\.\\.", 2))
                    .forEach(ends ->
                            points.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1));
            return points;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
