package io.mlstack.api.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The shortest decimal text that reads back to the same double, laid out as ECMAScript does (RFC 8785, section 3.2.2.3).
 *
 * <p>{@link Double#toString(double)} will not do: it prints other digits on JDK 17 than on JDK 19 and later
 * (JDK-4511638), and a digest must not depend on the JDK.
 */
public final class CanonicalNumber {

    private static final int MAX_DIGITS = 17;
    private static final List<RoundingMode> NEAREST_FIRST =
            List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN);

    private CanonicalNumber() {}

    /**
     * Formats a finite double; {@code -0.0} becomes {@code 0}.
     *
     * @throws IllegalArgumentException if {@code value} is NaN or infinite
     */
    public static String format(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no canonical text for " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return Long.toString((long) value);
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + layout(digits, exponent);
    }

    /**
     * The doubles that read back to a power of two reach twice as far above it as below, so the nearest decimal may miss
     * where the next one above it hits; the three roundings are all the decimals of a precision that can.
     */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision <= MAX_DIGITS; precision++) {
            for (RoundingMode rounding : NEAREST_FIRST) {
                BigDecimal rounded = exact.round(new MathContext(precision, rounding));
                if (rounded.doubleValue() == value) {
                    return rounded.stripTrailingZeros();
                }
            }
        }
        throw new AssertionError("17 digits tell all doubles apart, but not " + exact);
    }

    /** {@code 0.digits * 10^exponent}. */
    private static String layout(String digits, int exponent) {
        int count = digits.length();
        if (count <= exponent && exponent <= 21) {
            return digits + "0".repeat(exponent - count);
        }
        if (0 < exponent && exponent <= 21) {
            return digits.substring(0, exponent) + "." + digits.substring(exponent);
        }
        if (-6 < exponent && exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent > 0 ? "+" : "-") + Math.abs(exponent - 1);
    }
}
