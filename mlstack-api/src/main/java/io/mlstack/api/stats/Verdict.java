package io.mlstack.api.stats;

/**
 * What a paired comparison of two models on the same rows says.
 *
 * <p>{@link #difference()} is first minus second, turned so that positive means the first is better, whatever the
 * direction of the metric.
 */
public sealed interface Verdict {

    /** First minus second in units of the metric; positive favours the first. */
    Estimate difference();

    /** One sentence for people, such as {@code the net cannot be told apart from the logistic model}. */
    String words();

    /** The interval of the difference lies above zero. */
    record Better(Estimate difference, String words) implements Verdict {
        public Better {
            if (!(difference.low() > 0)) {
                throw new IllegalArgumentException("better by " + difference + ": the interval must lie above 0");
            }
        }
    }

    /** The interval of the difference lies below zero. */
    record Worse(Estimate difference, String words) implements Verdict {
        public Worse {
            if (!(difference.high() < 0)) {
                throw new IllegalArgumentException("worse by " + difference + ": the interval must lie below 0");
            }
        }
    }

    /**
     * These rows do not tell the two apart: the interval of the difference holds zero, or a test of the difference finds
     * no more than chance although the interval leaves zero out.
     */
    record Indistinguishable(Estimate difference, String words) implements Verdict {}

    /**
     * The verdict that the interval of {@code difference} gives.
     *
     * @param beyondChance false if a test beside the interval finds no difference; the verdict is then indistinguishable
     * @param first what to call the first model in a sentence: {@code the net}
     * @param second what to call the second
     * @param numbers the difference in words, which end the sentence
     */
    static Verdict of(Estimate difference, boolean beyondChance, String first, String second, String numbers) {
        if (beyondChance && difference.low() > 0) {
            return new Better(difference, first + " is better than " + second + ": " + numbers);
        }
        if (beyondChance && difference.high() < 0) {
            return new Worse(difference, first + " is worse than " + second + ": " + numbers);
        }
        return new Indistinguishable(difference, first + " cannot be told apart from " + second + ": " + numbers);
    }
}
