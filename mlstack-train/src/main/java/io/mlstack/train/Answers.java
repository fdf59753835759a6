package io.mlstack.train;

import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import java.util.Arrays;
import java.util.List;

/**
 * The target column as an engine learns it.
 *
 * @param classes in the order of their codes; empty for a regression
 */
record Answers(Problem problem, List<String> classes) {

    static Answers of(Split split) {
        return new Answers(split.problem(), split.classes());
    }

    /** What an engine is to learn: the class, 1 for the positive class of a binary problem, or the number. */
    double[] targets(Columns rows) {
        if (!problem.kind().isClassification()) {
            return rows.numbers(problem.target());
        }
        int positive = positive();
        return Arrays.stream(rows.codes(problem.target()))
                .mapToDouble(code -> positive < 0 ? code : code == positive ? 1 : 0)
                .toArray();
    }

    /** Position of the positive class; -1 unless the problem is binary. */
    int positive() {
        return problem.positive().map(classes::indexOf).orElse(-1);
    }
}
