package io.mlstack.benchmarks.bar;

/** What a measurement must satisfy, written {@code >=20}, {@code <=1e-6} or {@code ==0}. */
public record Comparison(Relation relation, double limit) {

    /** How a measurement stands to the limit. */
    public enum Relation {
        /** At least the limit. */
        AT_LEAST(">="),
        /** At most the limit. */
        AT_MOST("<="),
        /** The limit after rounding to whole numbers: for counts that carry less than half a unit of noise. */
        WHOLE("==");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        boolean holds(double measured, double limit) {
            return switch (this) {
                case AT_LEAST -> measured >= limit;
                case AT_MOST -> measured <= limit;
                case WHOLE -> Math.abs(measured - limit) < 0.5;
            };
        }
    }

    public Comparison {
        if (Double.isNaN(limit) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException("a limit is a finite number, got " + limit);
        }
    }

    /** At most a number that a run has found, with the three digits that are shown. */
    public static Comparison atMost(double limit) {
        return parse(Relation.AT_MOST.sign + Figure.rounded(limit));
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException with the text, if it is no comparison
     */
    public static Comparison parse(String text) {
        for (Relation relation : Relation.values()) {
            if (text.startsWith(relation.sign)) {
                try {
                    return new Comparison(relation, Double.parseDouble(text.substring(relation.sign.length())));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("\"" + text + "\": no number after " + relation.sign, e);
                }
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" starts with none of >=, <= and ==");
    }

    /** Whether {@code measured} satisfies this; NaN satisfies nothing. */
    public boolean holds(double measured) {
        return relation.holds(measured, limit);
    }

    @Override
    public String toString() {
        return relation.sign + Figure.exact(limit);
    }
}
