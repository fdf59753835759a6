package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Baseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The baselines that need no engine: fitted to some rows, predicting others. */
public final class SimpleBaselines {

    private SimpleBaselines() {}

    /**
     * Predictions of one baseline.
     *
     * @param words what it does
     * @param numbers {@code [rows, classes]} probabilities, or a number a row
     * @param always the class that every row gets whatever its probability; empty where the probabilities decide
     */
    public record Predicted(Baseline baseline, String words, double[] numbers, OptionalInt always) {
        Predicted(Baseline baseline, String words, double[] numbers) {
            this(baseline, words, numbers, OptionalInt.empty());
        }
    }

    /**
     * Majority and prior (of numbers both are the mean, which stands there once), and the best single column where one has
     * two values.
     *
     * @param classes names in class order; empty for a regression
     * @param isPersonal whether the words must not say what the target of any row is
     * @param train columns to learn from, {@code target} beside them
     * @param test the same columns of the rows to predict
     * @param rows number of rows to predict
     */
    public static List<Predicted> of(
            List<String> classes,
            boolean isPersonal,
            List<Feature> train,
            Target target,
            List<Feature> test,
            int rows) {
        double[] prior = target.prior();
        List<Predicted> all = new ArrayList<>();
        if (target.classes() > 0) {
            int commonest = 0;
            for (int c = 1; c < prior.length; c++) {
                commonest = prior[c] > prior[commonest] ? c : commonest;
            }
            String always = "always " + (isPersonal ? "the commonest answer" : classes.get(commonest));
            all.add(new Predicted(Baseline.MAJORITY, always, repeated(prior, rows), OptionalInt.of(commonest)));
            all.add(new Predicted(Baseline.PRIOR, "the shares of the training part", repeated(prior, rows)));
        } else {
            String mean = "always the mean" + (isPersonal ? "" : ", " + Figures.of(prior[0]));
            all.add(new Predicted(Baseline.MAJORITY, mean, repeated(prior, rows)));
        }
        OneRule.best(train, target)
                .ifPresent(rule -> all.add(
                        new Predicted(Baseline.ONE_RULE, rule.toString(), rule.predict(test.get(rule.column())))));
        return all;
    }

    private static double[] repeated(double[] values, int times) {
        double[] all = new double[values.length * times];
        Arrays.setAll(all, i -> values[i % values.length]);
        return all;
    }
}
