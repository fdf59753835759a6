package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Metric;
import io.mlstack.train.evaluate.internal.ClassRows;
import io.mlstack.train.evaluate.internal.Estimates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Each class against the rest. */
final class ClassResults {

    private static final List<Metric> METRICS = List.of(Metric.PRECISION, Metric.RECALL, Metric.F1);

    private ClassResults() {}

    static List<ClassResult> of(ClassRows rows, List<String> classes, long seed) {
        ConfusionMatrix confusion = new ConfusionMatrix(classes, rows.confusion());
        List<ClassResult> results = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            List<String> names = List.of("another class", classes.get(c));
            List<MetricValue> values = Estimates.of(againstRest(rows, c), names, METRICS, seed);
            results.add(new ClassResult(
                    classes.get(c),
                    confusion.actual(c),
                    confusion.predicted(c),
                    values.get(0),
                    values.get(1),
                    values.get(2)));
        }
        return results;
    }

    private static ClassRows againstRest(ClassRows rows, int c) {
        int[] truth = Arrays.stream(rows.truth()).map(t -> t == c ? 1 : 0).toArray();
        int[] guess = Arrays.stream(rows.guess()).map(g -> g == c ? 1 : 0).toArray();
        double[] none = new double[2 * truth.length];
        return new ClassRows(2, 1, truth, guess, none, new double[4], rows.weights());
    }
}
