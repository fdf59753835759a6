package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Finding;
import io.mlstack.serve.importer.UnsupportedModelException;
import java.nio.charset.StandardCharsets;

/**
 * Numbers between spaces. Memory is taken for numbers that stand there, never for a number that a count promises.
 *
 * <p>Only plain decimals are numbers: {@code nan}, hexadecimals and Java's suffixes are refused.
 */
final class NumberTokens {

    private static final int SHOWN = 40;

    private final byte[] bytes;
    private final int end;
    private final String place;
    private int at;

    NumberTokens(byte[] bytes, int start, int end, String place) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.place = place;
    }

    /** All of them as whole numbers from {@code least} to {@code most}. */
    long[] longs(long least, long most) {
        long[] numbers = new long[count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = whole(least, most);
        }
        return numbers;
    }

    /** All of them as 32-bit whole numbers. */
    int[] ints() {
        int[] numbers = new int[count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        return numbers;
    }

    /**
     * All of them, rounded correctly; LightGBM writes 17 digits, which name one float64 each.
     *
     * @param infinite whether {@code inf} and {@code -inf} are numbers too
     */
    double[] doubles(boolean infinite) {
        double[] numbers = new double[count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = decimal(infinite);
        }
        return numbers;
    }

    private int count() {
        int count = 0;
        boolean inside = false;
        for (int i = at; i < end; i++) {
            boolean space = bytes[i] == ' ';
            count += space || inside ? 0 : 1;
            inside = !space;
        }
        return count;
    }

    /** The end of the next token; {@link #at} is its start. */
    private int token() {
        while (bytes[at] == ' ') {
            at++;
        }
        int to = at;
        while (to < end && bytes[to] != ' ') {
            to++;
        }
        return to;
    }

    private long whole(long least, long most) {
        int to = token();
        boolean minus = bytes[at] == '-';
        int i = minus ? at + 1 : at;
        // 18 digits fit into a long.
        if (i == to || to - i > 18) {
            throw wrong(to, "is no whole number");
        }
        long number = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw wrong(to, "is no whole number");
            }
            number = 10 * number + digit;
        }
        number = minus ? -number : number;
        if (number < least || number > most) {
            throw wrong(to, "is not between " + least + " and " + most);
        }
        at = to;
        return number;
    }

    private double decimal(boolean infinite) {
        int to = token();
        if (infinite && bytes[to - 1] == 'f') {
            return infinity(to);
        }
        for (int i = at; i < to; i++) {
            byte c = bytes[i];
            if (!(c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E')) {
                throw wrong(to, "is no finite number");
            }
        }
        double number;
        try {
            number = Double.parseDouble(new String(bytes, at, to - at, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            throw wrong(to, "is no finite number");
        }
        if (!Double.isFinite(number)) {
            throw wrong(to, "is no finite number");
        }
        at = to;
        return number;
    }

    private double infinity(int to) {
        String word = new String(bytes, at, Math.min(to - at, SHOWN), StandardCharsets.ISO_8859_1);
        if (!word.equals("inf") && !word.equals("-inf")) {
            throw wrong(to, "is no number");
        }
        at = to;
        return word.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private UnsupportedModelException wrong(int to, String what) {
        String shown = new String(bytes, at, Math.min(to - at, SHOWN), StandardCharsets.UTF_8);
        return new UnsupportedModelException(new Finding(
                "lightgbm.number", place, "\"" + shown + "\" " + what, "save the model again with LightGBM"));
    }
}
