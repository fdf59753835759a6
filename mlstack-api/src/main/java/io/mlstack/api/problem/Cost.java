package io.mlstack.api.problem;

import io.mlstack.api.json.CanonicalNumber;

/**
 * What one wrong prediction costs, in any unit the team likes; right predictions cost nothing.
 *
 * <p>Costs that are not stated are 1.
 */
public sealed interface Cost {

    /** Price of one such mistake; positive and finite. */
    double value();

    /** The price in words: {@code a miss costs 20}. */
    default String words() {
        String price = " costs " + CanonicalNumber.format(value());
        if (this instanceof Confusion confusion) {
            return "taking " + confusion.actual() + " for " + confusion.predicted() + price;
        }
        return (this instanceof FalseNegative ? "a miss" : "a false alarm") + price;
    }

    /** The positive class was there and the model did not say so. Binary problems only. */
    record FalseNegative(double value) implements Cost {
        public FalseNegative {
            requirePrice(value);
        }
    }

    /** The model said positive and it was not. Binary problems only. */
    record FalsePositive(double value) implements Cost {
        public FalsePositive {
            requirePrice(value);
        }
    }

    /** Class {@code actual} was taken for class {@code predicted}. */
    record Confusion(String actual, String predicted, double value) implements Cost {
        public Confusion {
            requirePrice(value);
            if (actual.equals(predicted)) {
                throw new IllegalArgumentException("predicting \"" + actual + "\" for itself is no mistake");
            }
        }
    }

    /** What it costs to miss a positive row; positive and finite, in any unit that all costs share. */
    static Cost falseNegative(double value) {
        return new FalseNegative(value);
    }

    /** What it costs to take a negative row for a positive one; positive and finite. */
    static Cost falsePositive(double value) {
        return new FalsePositive(value);
    }

    /** What it costs to take class {@code actual} for class {@code predicted}; positive and finite. */
    static Cost confusion(String actual, String predicted, double value) {
        return new Confusion(actual, predicted, value);
    }

    private static void requirePrice(double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException("a cost is a positive number, got " + value);
        }
    }
}
