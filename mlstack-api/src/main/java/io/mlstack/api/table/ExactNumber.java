package io.mlstack.api.table;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Whole numbers that change their type and not their value. */
final class ExactNumber {

    private static final double TWO_TO_63 = 0x1p63;

    private ExactNumber() {}

    /**
     * {@code number} as a long.
     *
     * @throws ArithmeticException if it is no whole number, out of range, or a float so large that its neighbours are not
     *     whole numbers apart by one
     */
    static long whole(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
                throw new ArithmeticException(number + " is no whole number of at most 2^53");
            }
            return (long) value;
        }
        if (number instanceof BigInteger integer) {
            return integer.longValueExact();
        }
        // Refuses by the count of digits before it writes any out.
        return (number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString())).longValueExact();
    }

    /** Whether a double holds {@code value}; 2^63 would come back as the largest long. */
    static boolean isDouble(long value) {
        double rounded = value;
        return rounded != TWO_TO_63 && (long) rounded == value;
    }

    /** Whether a float holds {@code value}. */
    static boolean isFloat(long value) {
        float rounded = value;
        return rounded != TWO_TO_63 && (long) rounded == value;
    }
}
