package io.mlstack.data.read;

/**
 * Recognises decimal numbers in the syntax {@code -?digits[.digits][e[+-]digits]}, where one side of the point may be
 * empty. No plus sign before the number (a telephone number would become one), no locale, no hexadecimal, no spaces.
 *
 * <p>Holds the last number; reused from cell to cell.
 */
final class Numeral {

    /** What a text is. */
    enum Kind {
        /** Not a number, or one that no double can hold. */
        NONE,
        /** A whole number of 64 bits. */
        WHOLE,
        /** Whole, but beyond 64 bits. */
        HUGE,
        /** A number with a leading zero, such as {@code 007}: more likely a code. */
        CODE,
        /** A number with a point or an exponent, or {@code -0}. */
        DECIMAL
    }

    /** 10<sup>22</sup> is the largest power of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int LONG_DIGITS = 18;
    private static final int MAX_EXPONENT = 9999;

    private char[] chars = {};
    private int from;
    private int to;
    private boolean negative;
    private boolean plain;
    private long mantissa;
    private int kept;
    private int dropped;
    private int fraction;
    private int exponent;
    private double number;
    private boolean isKnown;

    /** What {@code chars[from] .. chars[to - 1]} is; the other methods then tell its value. */
    Kind scan(char[] cells, int begin, int end) {
        chars = cells;
        from = begin;
        to = end;
        mantissa = 0;
        kept = 0;
        dropped = 0;
        exponent = 0;
        isKnown = false;
        int at = begin;
        negative = at < end && cells[at] == '-';
        at += negative ? 1 : 0;
        int first = at;
        at = digits(at);
        int whole = at - first;
        plain = at == end;
        fraction = 0;
        if (at < end && cells[at] == '.') {
            int point = at;
            at = digits(at + 1);
            fraction = at - point - 1;
        }
        if (whole + fraction == 0) {
            return Kind.NONE;
        }
        if (at < end && (cells[at] == 'e' || cells[at] == 'E')) {
            at = exponent(at + 1);
        }
        if (at != end) {
            return Kind.NONE;
        }
        if (whole > 1 && cells[first] == '0') {
            return Kind.CODE;
        }
        if (!plain || negative && mantissa == 0) {
            number = nearest();
            isKnown = true;
            return Double.isFinite(number) ? Kind.DECIMAL : Kind.NONE;
        }
        return isLong() ? Kind.WHOLE : Kind.HUGE;
    }

    /** Whether the text has neither point nor exponent and fits 64 bits. */
    boolean isLong() {
        if (!plain || dropped == 0) {
            return plain;
        }
        try {
            mantissa = Math.abs(Long.parseLong(text()));
            return true;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    /** The value of a whole number that {@link #isLong}. */
    long whole() {
        return negative ? -mantissa : mantissa;
    }

    /**
     * The double nearest to the number, as {@link Double#parseDouble} gives it.
     *
     * <p>At most 15 digits and a power of ten up to 22 are both exact doubles, so that one rounding remains (Clinger, "How
     * to read floating point numbers accurately", PLDI 1990, section 3).
     */
    double number() {
        return isKnown ? number : nearest();
    }

    private double nearest() {
        int scale = exponent - fraction;
        if (dropped == 0 && mantissa <= 999_999_999_999_999L && Math.abs(scale) < POWERS.length) {
            double magnitude = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
            return negative ? -magnitude : magnitude;
        }
        return Double.parseDouble(text());
    }

    private String text() {
        return new String(chars, from, to - from);
    }

    private int digits(int start) {
        int at = start;
        while (at < to && chars[at] >= '0' && chars[at] <= '9') {
            if (kept < LONG_DIGITS) {
                mantissa = mantissa * 10 + (chars[at] - '0');
                kept += mantissa == 0 ? 0 : 1;
            } else {
                dropped++;
            }
            at++;
        }
        return at;
    }

    private int exponent(int start) {
        int at = start;
        boolean minus = at < to && chars[at] == '-';
        at += at < to && (minus || chars[at] == '+') ? 1 : 0;
        int first = at;
        int value = 0;
        while (at < to && chars[at] >= '0' && chars[at] <= '9') {
            value = Math.min(MAX_EXPONENT, value * 10 + (chars[at] - '0'));
            at++;
        }
        exponent = minus ? -value : value;
        return at == first ? -1 : at;
    }
}
