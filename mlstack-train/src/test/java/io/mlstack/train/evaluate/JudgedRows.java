package io.mlstack.train.evaluate;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.train.evaluate.internal.Baselines;
import io.mlstack.train.evaluate.internal.ClassRows;
import io.mlstack.train.evaluate.internal.NumberRows;
import io.mlstack.train.evaluate.internal.ScoredRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Simulated predictions to judge, from keyed draws. */
final class JudgedRows {

    static final List<String> BIOPSIES = List.of("benign", "malignant");

    private JudgedRows() {}

    /** A model that is right in most of {@code n} rows; the larger {@code skill}, the better. */
    static Judged binary(Problem problem, List<String> classes, int n, double skill) {
        KeyedRandom random = KeyedRandom.of(5, "test/judged");
        int[] truth = new int[n];
        double[] score = new double[n];
        for (int i = 0; i < n; i++) {
            truth[i] = random.uniform(i) < 0.37 ? 1 : 0;
            score[i] = skill * ((truth[i] == 1 ? 1 : -1) + 0.55 * random.at(1).gaussian(i));
        }
        ScoredRows rows = rows(problem, classes, truth, score, 0.5);
        double[] weak = new double[n];
        Arrays.setAll(weak, i -> (truth[i] == 1 ? 1 : -1) + random.at(2).gaussian(i));
        List<Baselines.Predictions> baselines = List.of(
                new Baselines.Predictions(
                        Baseline.MAJORITY,
                        "always " + classes.get(0),
                        rows(problem, classes, truth, filled(n, -40), 0.5)),
                new Baselines.Predictions(
                        Baseline.PRIOR, "the shares of training", rows(problem, classes, truth, filled(n, -0.53), 0.5)),
                new Baselines.Predictions(
                        Baseline.ONE_RULE,
                        "worst_perimeter at most 105.9",
                        rows(
                                problem,
                                classes,
                                truth,
                                Arrays.stream(weak).map(Math::signum).toArray(),
                                0.5)),
                new Baselines.Predictions(
                        Baseline.LINEAR,
                        "logistic regression on 30 columns",
                        rows(problem, classes, truth, score, 0.45)));
        return judged(problem, "net 64-32", classes, rows, baselines, OptionalDouble.of(0.5));
    }

    private static double[] filled(int n, double value) {
        double[] all = new double[n];
        Arrays.fill(all, value);
        return all;
    }

    private static ClassRows rows(
            Problem problem, List<String> classes, int[] truth, double[] score, double threshold) {
        int n = truth.length;
        double[] probabilities = new double[2 * n];
        int[] guess = new int[n];
        for (int i = 0; i < n; i++) {
            double p = 1 / (1 + StrictMath.exp(-score[i]));
            probabilities[2 * i] = 1 - p;
            probabilities[2 * i + 1] = p;
            guess[i] = p >= threshold ? 1 : 0;
        }
        double[] costs = {
            0, problem.costOf(classes.get(0), classes.get(1)), problem.costOf(classes.get(1), classes.get(0)), 0
        };
        return new ClassRows(2, 1, truth, guess, probabilities, costs, ones(n));
    }

    /** A model of {@code classes.size()} classes. */
    static Judged multiclass(Problem problem, List<String> classes, int n) {
        int k = classes.size();
        KeyedRandom random = KeyedRandom.of(5, "test/judged");
        int[] truth = new int[n];
        int[] guess = new int[n];
        double[] probabilities = new double[n * k];
        for (int i = 0; i < n; i++) {
            truth[i] = (int) random.below(i, k);
            double sum = 0;
            for (int c = 0; c < k; c++) {
                double logit = (c == truth[i] ? 4 : 0) + 1.2 * random.at(1, c).gaussian(i);
                probabilities[i * k + c] = StrictMath.exp(logit);
                sum += probabilities[i * k + c];
            }
            for (int c = 0; c < k; c++) {
                probabilities[i * k + c] /= sum;
                guess[i] = probabilities[i * k + c] > probabilities[i * k + guess[i]] ? c : guess[i];
            }
        }
        double[] costs = new double[k * k];
        Arrays.setAll(costs, i -> i / k == i % k ? 0 : 1);
        double[] flat = new double[n * k];
        Arrays.fill(flat, 1.0 / k);
        List<Baselines.Predictions> baselines = List.of(new Baselines.Predictions(
                Baseline.PRIOR,
                "the shares of training",
                new ClassRows(k, -1, truth, new int[n], flat, costs, ones(n))));
        ClassRows rows = new ClassRows(k, -1, truth, guess, probabilities, costs, ones(n));
        return judged(problem, "softmax model", classes, rows, baselines, OptionalDouble.empty());
    }

    /** A regression. */
    static Judged regression(Problem problem, int n) {
        KeyedRandom random = KeyedRandom.of(5, "test/judged");
        double[] truth = new double[n];
        double[] predicted = new double[n];
        double[] mean = new double[n];
        for (int i = 0; i < n; i++) {
            truth[i] = 150 + 70 * random.gaussian(i);
            predicted[i] = truth[i] * 0.7 + 45 + 40 * random.at(1).gaussian(i);
            mean[i] = 150;
        }
        List<Baselines.Predictions> baselines = List.of(
                new Baselines.Predictions(Baseline.MAJORITY, "always 150", new NumberRows(truth, mean, ones(n))));
        return judged(
                problem,
                "linear model",
                List.of(),
                new NumberRows(truth, predicted, ones(n)),
                baselines,
                OptionalDouble.empty());
    }

    private static Judged judged(
            Problem problem,
            String model,
            List<String> classes,
            ScoredRows rows,
            List<Baselines.Predictions> baselines,
            OptionalDouble threshold) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("snapshot", "3fa9c1d2e4b5");
        provenance.put("rows", "341 training, 114 validation, 114 test");
        provenance.put("specification", "{\"hidden\":[64,32],\"kind\":\"mlp\"}");
        provenance.put("seed", "7");
        List<String> keys =
                IntStream.range(0, rows.rows()).mapToObj(i -> "row-" + i).toList();
        return new Judged(
                problem, model, classes, rows, keys, baselines, threshold, 7, provenance, false, packing(problem));
    }

    private static Packing packing(Problem problem) {
        ModelGraph graph = ModelGraph.from(Schema.of(Column.of("x", ColumnType.FLOAT64)))
                .add(new Node.Sigmoid("x", "p"))
                .output(Column.of("p", ColumnType.FLOAT64))
                .build();
        return new Packing() {
            @Override
            public double p99Micros() {
                return 3.2;
            }

            @Override
            public Bundle bundle(String card) {
                return Bundle.builder(problem.name(), graph).card(card).build();
            }
        };
    }

    private static double[] ones(int n) {
        return filled(n, 1);
    }
}
