package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.ProblemKind;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.List;
import java.util.Locale;

/** How report, card and messages say things, so that they say them alike. */
final class Words {

    private Words() {}

    /** A baseline as the second half of a comparison. */
    static String baseline(Baseline baseline) {
        return switch (baseline) {
            case MAJORITY -> "the majority baseline";
            case PRIOR -> "the prior baseline";
            case ONE_RULE -> "the best single column";
            case LINEAR -> "the linear baseline";
        };
    }

    static String kind(ProblemKind kind) {
        return switch (kind) {
            case BINARY -> "binary problem";
            case MULTICLASS -> "multiclass problem";
            case REGRESSION -> "regression";
        };
    }

    /** {@code 0.974}, or {@code undefined}. */
    static String number(MetricValue value) {
        return value.estimate().map(e -> Figures.of(e.value())).orElse("undefined");
    }

    /** {@code accuracy 0.974 (0.951 to 0.988)}. */
    static String value(MetricValue value) {
        return value.estimate()
                .map(e -> value.metric().label() + " " + Figures.of(e.value()) + " (" + Figures.interval(e) + ")")
                .orElse(value.toString());
    }

    /** {@code keeps all 4 limits}. */
    static String limits(List<ConstraintResult> constraints) {
        long broken = constraints.stream().filter(c -> !c.kept()).count();
        int all = constraints.size();
        if (all == 0) {
            return "no limits were stated";
        }
        if (broken == 0) {
            return all == 1 ? "keeps its limit" : all == 2 ? "keeps both limits" : "keeps all " + all + " limits";
        }
        return "breaks " + (all == 1 ? "its limit" : broken + " of " + all + " limits");
    }

    static String rows(double count) {
        return Figures.count(count) + (count == 1 ? " row" : " rows");
    }

    /** The text with its first letter in upper case. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
