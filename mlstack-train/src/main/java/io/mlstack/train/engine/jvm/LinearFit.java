package io.mlstack.train.engine.jvm;

import io.mlstack.api.error.Finding;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Tensor;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.TrainingFailedException;
import io.mlstack.train.engine.Examples;
import io.mlstack.train.engine.FitControl;
import io.mlstack.train.engine.FitRequest;
import io.mlstack.train.engine.Fitted;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A {@link LinearSpec} on examples, solved to its optimum. */
final class LinearFit {
    /** A mean loss below it means that every row has its class with a probability of almost 1. */
    private static final double SEPARATED = 1e-7;

    private final LinearSpec spec;
    private final FitRequest request;
    private final FitControl control;
    private final Design design;

    LinearFit(LinearSpec spec, FitRequest request, FitControl control) {
        this.spec = spec;
        this.request = request;
        this.control = control;
        this.design = design(request.train());
    }

    Fitted fit() {
        return request.kind().isClassification() ? logistic() : leastSquares();
    }

    private Fitted logistic() {
        int[] labels =
                Arrays.stream(request.train().targets()).mapToInt(t -> (int) t).toArray();
        Tasks tasks = Tasks.on(control.executor(), control.threads());
        double total = design.totalWeight();
        LogisticRegression.Fit fit = LogisticRegression.fit(
                design,
                labels,
                request.classes(),
                spec.l2(),
                LogisticRegression.MAX_ITERATIONS,
                tasks,
                new Lbfgs.Watch() {
                    @Override
                    public void beforeEvaluation() {
                        control.keepGoing();
                    }

                    @Override
                    public void iterationEnded(int iteration, double value) {
                        control.epochEnded(iteration, value / total, OptionalDouble.empty(), true);
                    }
                });
        if (!fit.converged()) {
            throw new TrainingFailedException(new Finding(
                    "train.not-converged",
                    spec.label(),
                    String.format(
                            Locale.ROOT,
                            "after %d iterations the gradient is still %.3g, above %.0g",
                            fit.iterations(),
                            fit.gradientNorm(),
                            LogisticRegression.TOLERANCE),
                    spec.l2() == 0 ? "give a penalty, such as l2(1)" : "raise the penalty l2"));
        }
        if (fit.iterations() == 0) {
            // The start is the optimum already: no feature says anything about the classes.
            control.epochEnded(1, fit.loss() / total, OptionalDouble.empty(), true);
        }
        return fitted(fit.model(), Math.max(1, fit.iterations()), separable(fit.loss() / total));
    }

    /** Without a penalty, separable classes have their optimum at infinity; the solver stops where the slope is flat. */
    private List<Finding> separable(double meanLoss) {
        if (spec.l2() > 0 || meanLoss > SEPARATED) {
            return List.of();
        }
        return List.of(new Finding(
                "train.separable",
                spec.label(),
                "the features separate the classes of the training rows, so the weights have no finite optimum",
                "give a penalty, such as l2(1)"));
    }

    private Fitted leastSquares() {
        LeastSquares.Fit fit = LeastSquares.fit(design, request.train().targets(), spec.l2(), control::keepGoing);
        double total = design.totalWeight();
        control.epochEnded(
                1,
                (fit.squares() / 2 + spec.l2() / 2 * squares(fit.model().weights())) / total,
                OptionalDouble.empty(),
                true);
        List<Finding> notes = Arrays.stream(fit.dependent())
                .mapToObj(j -> new Finding(
                        "train.dependent-feature",
                        "feature " + request.featureNames().get(j),
                        "is a combination of other features and got the weight 0",
                        "leave it out or give a penalty l2"))
                .toList();
        return fitted(fit.model(), 1, notes);
    }

    private static double squares(double[] weights) {
        return Reductions.dot(weights, 0, weights, 0, weights.length);
    }

    private static Fitted fitted(LinearWeights model, int iterations, List<Finding> notes) {
        Tensor weights = Tensor.of(model.weights(), model.outputs(), model.columns());
        Tensor bias = Tensor.of(model.intercepts(), model.outputs());
        return new Fitted(
                List.of(new Fitted.Layer(weights, bias, Activation.IDENTITY)), iterations, iterations, false, notes);
    }

    private static Design design(Examples examples) {
        int rows = examples.rows();
        int width = examples.width();
        double[] byColumn = new double[rows * width];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < width; j++) {
                byColumn[j * rows + i] = examples.features()[i * width + j];
            }
        }
        return new Design(rows, width, byColumn, examples.weights());
    }
}
