package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a metric does not exist for some rows, as a clause for people. */
final class WhyUndefined {

    private WhyUndefined() {}

    static String of(Metric metric, ScoredRows rows, List<String> classes) {
        if (rows.rows() == 0 || Wilson.effectiveRows(rows.weights()) == 0) {
            return "there are no rows";
        }
        return switch (metric) {
            case PRECISION -> "no row was predicted " + positive(rows, classes);
            case RECALL, AVERAGE_PRECISION -> absent((ClassRows) rows, classes);
            case F1 -> "no row is or was predicted " + positive(rows, classes);
            case ROC_AUC ->
                ((ClassRows) rows).positive() >= 0
                        ? oneClass((ClassRows) rows, classes)
                        : absent((ClassRows) rows, classes);
            case MCC, KAPPA -> oneClass((ClassRows) rows, classes);
            case MAPE -> "a true value is 0, where a relative error does not exist";
            case R2 -> "the true values do not vary";
            case ACCURACY, BALANCED_ACCURACY, LOG_LOSS, BRIER, ECE, COST, RMSE, MAE -> "there are no rows";
        };
    }

    private static String positive(ScoredRows rows, List<String> classes) {
        return "\"" + classes.get(((ClassRows) rows).positive()) + "\"";
    }

    private static String oneClass(ClassRows rows, List<String> classes) {
        Tally tally = Tally.of(rows.classes(), rows.truth(), rows.guess(), rows.weights());
        return IntStream.range(0, rows.classes())
                .filter(c -> tally.actual(c) > 0)
                .mapToObj(c -> "\"" + classes.get(c) + "\"")
                .collect(Collectors.joining(" or ", "every row is ", ""));
    }

    private static String absent(ClassRows rows, List<String> classes) {
        Tally tally = Tally.of(rows.classes(), rows.truth(), rows.guess(), rows.weights());
        IntStream wanted = rows.positive() >= 0 ? IntStream.of(rows.positive()) : IntStream.range(0, rows.classes());
        return wanted.filter(c -> tally.actual(c) == 0)
                .mapToObj(c -> "\"" + classes.get(c) + "\"")
                .collect(Collectors.joining(" or ", "no row is ", ""));
    }
}
