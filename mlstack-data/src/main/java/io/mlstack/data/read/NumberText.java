package io.mlstack.data.read;

import io.mlstack.api.json.CanonicalNumber;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as texts that read back to the same number, on every JDK. */
final class NumberText {

    private static final int FLOAT_DIGITS = 9;

    private NumberText() {}

    static String of(double value) {
        if (value == 0 && 1 / value < 0) {
            return "-0";
        }
        return Double.isFinite(value) ? CanonicalNumber.format(value) : Double.toString(value);
    }

    /** The fewest digits that read back to the same float; {@link Float#toString} changed in JDK 19. */
    static String of(float value) {
        if (value == 0 && 1 / value < 0) {
            return "-0";
        }
        return Float.isFinite(value) ? shortest(value) : Float.toString(value);
    }

    private static String shortest(float value) {
        if (value == (int) value) {
            return Integer.toString((int) value);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < FLOAT_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                return rounded.toString();
            }
        }
        return exact.round(new MathContext(FLOAT_DIGITS, RoundingMode.HALF_EVEN))
                .toString();
    }
}
