package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Constraint;

/**
 * Whether a model keeps one limit of its problem.
 *
 * @param constraint the limit
 * @param kept whether it is kept
 * @param measured what was found, in words: {@code 12.3 KiB}, {@code 0.974 (0.951 to 0.988)}
 * @param settled whether it follows from data, problem, model and seed alone; a latency and the size of the bundle do not,
 *     and stay out of the model card
 */
public record ConstraintResult(Constraint constraint, boolean kept, String measured, boolean settled) {

    /** {@code kept: bundle at most 256 KiB (12.3 KiB)}. */
    @Override
    public String toString() {
        return (kept ? "kept: " : "broken: ") + constraint.words() + " (" + measured + ")";
    }
}
