package io.mlstack.train.evaluate.internal;

import io.mlstack.api.stats.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as people read them, with equal text on every JDK: rounding is that of the exact decimal value.
 */
public final class Figures {

    private static final String MINUS = "\u2212";
    private static final char NO_BREAK_SPACE = '\u00a0';

    private static final BigDecimal NOTHING = new BigDecimal("1e-9");

    private Figures() {}

    /** A stated amount such as a cost or a limit: three significant digits at most, no zeros to fill up. */
    public static String plain(double amount) {
        BigDecimal rounded = new BigDecimal(amount).round(new MathContext(3, RoundingMode.HALF_EVEN));
        String text = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        return commas(text).replace("-", MINUS);
    }

    /**
     * Three decimals below 10, one below 1,000, then none and commas. A number that would round to 0 or 1 without being
     * it keeps digits until it differs, so that 0.9996 is not called 1.
     */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "undefined" : value > 0 ? "\u221e" : MINUS + "\u221e";
        }
        double size = Math.abs(value);
        String text = size < 10 ? small(size) : commas(rounded(size, size < 1000 ? 1 : 0));
        return value < 0 && !isZero(text) ? MINUS + text : text;
    }

    /** As {@link #of} with a plus sign before a positive number. */
    public static String signed(double value) {
        String text = of(value);
        return value > 0 && !isZero(text) ? "+" + text : text;
    }

    /** A share as a percentage with one decimal, such as {@code 97.4 %} with a space that does not break; 100 % and 0 % only where exact. */
    public static String percent(double share) {
        BigDecimal exact = new BigDecimal(share).movePointRight(2);
        BigDecimal shown = exact.setScale(1, RoundingMode.HALF_EVEN);
        for (int digits = 2; digits <= 6 && misleading(exact, shown, 100); digits++) {
            shown = exact.setScale(digits, RoundingMode.HALF_EVEN);
        }
        String text = shown.stripTrailingZeros().scale() <= 0
                ? shown.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                : shown.toPlainString();
        return text.replace("-", MINUS) + NO_BREAK_SPACE + "%";
    }

    /** A whole number with commas; a weight that is no whole number keeps one decimal. */
    public static String count(double rows) {
        return commas(rounded(rows, rows == Math.rint(rows) ? 0 : 1));
    }

    /** {@code 0.951 to 0.988}. */
    public static String interval(Estimate estimate) {
        return of(estimate.low()) + " to " + of(estimate.high());
    }

    private static String small(double size) {
        BigDecimal exact = new BigDecimal(size);
        BigDecimal shown = exact.setScale(3, RoundingMode.HALF_EVEN);
        for (int digits = 4; digits <= 12 && misleading(exact, shown, 1); digits++) {
            shown = exact.setScale(digits, RoundingMode.HALF_EVEN);
        }
        boolean whole = shown.signum() == 0 || shown.compareTo(BigDecimal.ONE) == 0;
        return whole ? shown.stripTrailingZeros().toPlainString() : shown.toPlainString();
    }

    /** Shown as 0 or 1 without being it; what rounding of a sum leaves, below 1e-9, counts as being it. */
    private static boolean misleading(BigDecimal exact, BigDecimal shown, int whole) {
        boolean zero = shown.signum() == 0 && exact.signum() != 0;
        boolean one = shown.compareTo(BigDecimal.valueOf(whole)) == 0
                && exact.subtract(shown).abs().compareTo(NOTHING) > 0;
        return zero || one;
    }

    private static boolean isZero(String text) {
        return text.equals("0");
    }

    private static String rounded(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String commas(String plain) {
        int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
        StringBuilder out = new StringBuilder(plain);
        int first = plain.startsWith("-") ? 1 : 0;
        for (int at = point - 3; at > first; at -= 3) {
            out.insert(at, ',');
        }
        return out.toString();
    }
}
