package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.CanonicalNumber;

/**
 * How far a number may lie from the one expected.
 *
 * <p>Whatever the measure, NaN agrees with NaN and an infinity with itself, and with nothing else; 0 agrees with -0.
 *
 * <pre>{@code
 * Tolerance.ulps(1).accepts(expected, actual);   // XGBoost: sums of float32
 * Tolerance.relative(1e-12);                     // LightGBM's linear trees
 * }</pre>
 *
 * @param measure what {@code limit} counts
 * @param limit the largest distance that is accepted; 0 asks for equal numbers
 */
public record Tolerance(Measure measure, double limit) {

    /** What a distance is counted in. */
    public enum Measure {
        /** Steps between neighbouring float32 numbers at the expected number; at most {@value #MAX_ULPS}. */
        ULPS,
        /** The magnitude of the expected number; at most {@value #MAX_RELATIVE}. */
        RELATIVE,
        /** 1. */
        ABSOLUTE
    }

    /** Beyond that, half of the digits of a float32 disagree, and agreement says nothing. */
    static final int MAX_ULPS = 1 << 12;

    /** Beyond that, agreement says nothing. */
    static final double MAX_RELATIVE = 1e-2;

    /**
     * A tolerance.
     *
     * @throws InvalidInputException if the limit is negative, not finite, or larger than the measure allows
     */
    public Tolerance {
        double most = switch (measure) {
            case ULPS -> MAX_ULPS;
            case RELATIVE -> MAX_RELATIVE;
            case ABSOLUTE -> Double.MAX_VALUE;
        };
        if (!(limit >= 0 && limit <= most)) {
            throw new InvalidInputException(new Finding(
                    "tolerance.limit",
                    "tolerance",
                    "a limit of " + limit + " lies outside of 0 to " + most + " for the measure " + measure,
                    "give a smaller one, or look for the cause of the difference"));
        }
    }

    /** Equal numbers only. */
    public static Tolerance exact() {
        return new Tolerance(Measure.ULPS, 0);
    }

    /**
     * So many neighbouring float32 numbers away from the expected one.
     *
     * @throws InvalidInputException if {@code count} is negative or above {@value #MAX_ULPS}
     */
    public static Tolerance ulps(int count) {
        return new Tolerance(Measure.ULPS, count);
    }

    /**
     * A part of the expected number's magnitude; where 0 is expected, only 0 will do.
     *
     * @throws InvalidInputException if {@code part} is negative or above {@value #MAX_RELATIVE}
     */
    public static Tolerance relative(double part) {
        return new Tolerance(Measure.RELATIVE, part);
    }

    /**
     * A distance in the unit of the numbers themselves.
     *
     * @throws InvalidInputException if {@code distance} is negative or not finite
     */
    public static Tolerance absolute(double distance) {
        return new Tolerance(Measure.ABSOLUTE, distance);
    }

    /** Whether {@code actual} lies near enough to {@code expected}. */
    public boolean accepts(double expected, double actual) {
        return distance(expected, actual) <= limit;
    }

    /** How far {@code actual} lies from {@code expected}, in what {@link #measure} counts; infinite where nothing is near. */
    public double distance(double expected, double actual) {
        if (expected == actual || (Double.isNaN(expected) && Double.isNaN(actual))) {
            return 0;
        }
        if (!Double.isFinite(expected) || !Double.isFinite(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = Math.abs(expected - actual);
        return switch (measure) {
            case ULPS -> difference / Math.ulp((float) expected);
            case RELATIVE -> difference / Math.abs(expected);
            case ABSOLUTE -> difference;
        };
    }

    /** {@code exactly}, {@code within 1 ulp of float32}, {@code within 1e-12 relative}, {@code within 0.001 absolute}. */
    @Override
    public String toString() {
        if (limit == 0) {
            return "exactly";
        }
        String number = CanonicalNumber.format(limit);
        return switch (measure) {
            case ULPS -> "within " + number + (limit == 1 ? " ulp" : " ulps") + " of float32";
            case RELATIVE -> "within " + number + " relative";
            case ABSOLUTE -> "within " + number + " absolute";
        };
    }
}
