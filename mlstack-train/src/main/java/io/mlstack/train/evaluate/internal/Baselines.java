package io.mlstack.train.evaluate.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.Run;
import io.mlstack.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * All baselines of a problem, fitted to some rows and predicting others.
 *
 * @param problem what is predicted
 * @param classes names in class order, those of the rows included; empty for a regression
 * @param features columns that may be used
 */
public record Baselines(Problem problem, List<String> classes, List<String> features) {

    /**
     * A baseline and what it says.
     *
     * @param words what it does
     * @param rows its predictions beside the truth
     */
    public record Predictions(Baseline baseline, String words, ScoredRows rows) {}

    /**
     * The predictions of each baseline for the test part, fitted to the training part, simplest first.
     *
     * @param withLinear whether the linear model is wanted, which takes a training
     * @param problems takes the reason when the linear model cannot be trained; it is then left out
     */
    public List<Predictions> predict(Split split, boolean withLinear, Consumer<Finding> problems) {
        Columns train = split.train();
        Columns test = split.test();
        List<Feature> known = Feature.of(train, features);
        List<Feature> asked = Feature.of(test, features);
        List<Predictions> all = new ArrayList<>();
        for (SimpleBaselines.Predicted simple : simple(train, known, asked, test.rows())) {
            all.add(new Predictions(
                    simple.baseline(), simple.words(), beside(test, simple.numbers(), simple.always())));
        }
        if (withLinear) {
            linear(split, all, problems);
        }
        return all;
    }

    /** What each baseline but the linear model does when fitted to these rows. */
    public Map<Baseline, String> words(Columns train) {
        List<Feature> known = Feature.of(train, features);
        Map<Baseline, String> words = new EnumMap<>(Baseline.class);
        simple(train, known, known, train.rows()).forEach(p -> words.put(p.baseline(), p.words()));
        return words;
    }

    private List<SimpleBaselines.Predicted> simple(Columns train, List<Feature> known, List<Feature> asked, int rows) {
        boolean isPersonal = train.schema().column(problem.target()).personal();
        return SimpleBaselines.of(classes, isPersonal, known, target(train), asked, rows);
    }

    private void linear(Split split, List<Predictions> all, Consumer<Finding> problems) {
        try {
            Run run = Training.on(split).model(LinearSpec.standard()).fit();
            GraphRows rows = GraphRows.of(Scorer.compile(run.graph()), problem, split.test());
            all.add(new Predictions(Baseline.LINEAR, run.spec().label(), inClassOrder(rows)));
        } catch (MlstackException e) {
            e.findings()
                    .forEach(f -> problems.accept(new Finding(
                            "baseline.no-linear", f.place(), "no linear baseline: " + f.message(), f.cure())));
        }
    }

    /** The rows with the classes in this order; a class the linear model never saw has probability 0. */
    private ScoredRows inClassOrder(GraphRows scored) {
        if (!(scored.rows() instanceof ClassRows rows) || scored.classes().equals(classes)) {
            return scored.rows();
        }
        int k = classes.size();
        int[] to = scored.classes().stream().mapToInt(classes::indexOf).toArray();
        double[] probabilities = new double[rows.rows() * k];
        for (int row = 0; row < rows.rows(); row++) {
            for (int c = 0; c < to.length; c++) {
                probabilities[row * k + to[c]] = rows.probabilities()[row * to.length + c];
            }
        }
        return new ClassRows(
                k,
                positive(),
                Arrays.stream(rows.truth()).map(c -> to[c]).toArray(),
                Arrays.stream(rows.guess()).map(c -> to[c]).toArray(),
                probabilities,
                Decisions.costs(problem, classes),
                rows.weights());
    }

    private int positive() {
        return problem.positive().map(classes::indexOf).orElse(-1);
    }

    private Target target(Columns rows) {
        return problem.kind().isClassification()
                ? Target.ofClasses(classes.size(), GraphRows.truth(rows, problem.target(), new ArrayList<>(classes)))
                : Target.ofNumbers(rows.numbers(problem.target()));
    }

    private ScoredRows beside(Columns test, double[] numbers, OptionalInt always) {
        double[] ones = new double[test.rows()];
        Arrays.fill(ones, 1);
        Target truth = target(test);
        if (!problem.kind().isClassification()) {
            return new NumberRows(truth.numbers(), numbers, ones);
        }
        double[] costs = Decisions.costs(problem, classes);
        int[] guess = Decisions.cheapest(classes.size(), positive(), numbers, costs);
        always.ifPresent(label -> Arrays.fill(guess, label));
        return new ClassRows(classes.size(), positive(), truth.codes(), guess, numbers, costs, ones);
    }
}
