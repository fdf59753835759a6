package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Constraint;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.stats.Estimate;
import io.mlstack.api.stats.Verdict;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.List;
import java.util.Optional;

/** Holds a measured model against the limits of its problem. */
final class ConstraintCheck {

    private final Evaluation evaluation;

    private ConstraintCheck(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The limits that follow from the measured values; the others stand as kept until {@link #all} measures them. */
    static List<ConstraintResult> settled(Evaluation measured) {
        return measured.problem().constraints().stream()
                .map(new ConstraintCheck(measured)::settled)
                .toList();
    }

    /** All limits; the model card of {@code measured} is already the one that is packed. */
    static List<ConstraintResult> all(Evaluation measured, Packing packing) {
        return measured.constraints().stream()
                .map(r -> r.settled() ? r : outside(r.constraint(), measured, packing))
                .toList();
    }

    private static ConstraintResult outside(Constraint constraint, Evaluation measured, Packing packing) {
        if (constraint instanceof Constraint.P99Micros limit) {
            double micros = packing.p99Micros();
            return new ConstraintResult(
                    constraint, micros <= limit.limit(), Figures.plain(micros) + " \u00b5s here", false);
        }
        double kib = packing.bundle(measured.card()).size() / 1024.0;
        double limit = ((Constraint.BundleKib) constraint).limit();
        return new ConstraintResult(constraint, kib <= limit, Figures.plain(kib) + " KiB", false);
    }

    /** Whether a limit of the problem is about that metric. */
    static boolean limits(Problem problem, Metric metric) {
        return problem.constraints().stream()
                .anyMatch(c -> c instanceof Constraint.AtLeast a && a.metric() == metric
                        || c instanceof Constraint.AtMost m && m.metric() == metric);
    }

    private ConstraintResult settled(Constraint constraint) {
        if (constraint instanceof Constraint.P99Micros || constraint instanceof Constraint.BundleKib) {
            return new ConstraintResult(constraint, true, "", false);
        }
        if (constraint instanceof Constraint.AtLeast limit) {
            return metric(constraint, limit.metric(), limit.limit(), 1);
        }
        if (constraint instanceof Constraint.AtMost limit) {
            return metric(constraint, limit.metric(), limit.limit(), -1);
        }
        return beats((Constraint.Beats) constraint);
    }

    /** The estimate decides; that its interval reaches beyond the limit is said. */
    private ConstraintResult metric(Constraint constraint, Metric metric, double limit, int sign) {
        MetricValue value = evaluation.metric(metric);
        if (value.estimate().isEmpty()) {
            return new ConstraintResult(constraint, false, value.toString(), true);
        }
        Estimate estimate = value.estimate().get();
        boolean kept = sign * estimate.value() >= sign * limit;
        double worst = sign > 0 ? estimate.low() : estimate.high();
        String doubt = kept && sign * worst < sign * limit ? ", the interval reaches beyond the limit" : "";
        String found = Figures.of(estimate.value()) + " (" + Figures.interval(estimate) + ")" + doubt;
        return new ConstraintResult(constraint, kept, found, true);
    }

    private ConstraintResult beats(Constraint.Beats constraint) {
        boolean mean = !evaluation.problem().kind().isClassification() && constraint.baseline() == Baseline.PRIOR;
        Baseline meant = mean ? Baseline.MAJORITY : constraint.baseline();
        Optional<Verdict> verdict = evaluation.baselines().stream()
                .filter(b -> b.baseline() == meant)
                .findFirst()
                .flatMap(BaselineResult::verdict);
        if (verdict.isEmpty()) {
            String why = switch (constraint.baseline()) {
                case MAJORITY, PRIOR -> "the objective is undefined for one of the two";
                case ONE_RULE -> "no column makes a rule, or the objective is undefined";
                case LINEAR ->
                    "the model is the linear baseline itself, that could not be trained, or the objective "
                            + "is undefined";
            };
            return new ConstraintResult(constraint, false, "cannot be shown: " + why, true);
        }
        boolean better = verdict.get() instanceof Verdict.Better;
        return new ConstraintResult(constraint, better, verdict.get().words(), true);
    }
}
