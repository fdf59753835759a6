package io.mlstack.benchmarks.bar;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in the lines that machines read, alike in every locale. */
final class Figure {

    private static final double SMALLEST_PLAIN = 1e-3;
    private static final double LARGEST_PLAIN = 1e9;

    private Figure() {}

    /** Three significant digits: {@code 0.512}, {@code 4790}, {@code 2.98e-8}. */
    static String rounded(double value) {
        return text(value, new MathContext(3));
    }

    /** All digits: {@code 0.5}, {@code 20}, {@code 1e-6}. */
    static String exact(double value) {
        return text(value, MathContext.UNLIMITED);
    }

    private static String text(double value, MathContext digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal number = BigDecimal.valueOf(value).round(digits).stripTrailingZeros();
        double size = Math.abs(value);
        if (size == 0 || size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
            return number.toPlainString();
        }
        int exponent = number.precision() - 1 - number.scale();
        return number.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
