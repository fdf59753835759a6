package io.mlstack.train.engine.jvm;

import io.mlstack.api.problem.ProblemKind;
import io.mlstack.train.ModelSpec;
import io.mlstack.train.engine.FitControl;
import io.mlstack.train.engine.FitRequest;
import io.mlstack.train.engine.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Fits of the Java engine on reference data, and their scores computed one number at a time. */
final class FitCase {
    private FitCase() {}

    static Fitted fit(ModelSpec spec, ReferenceData train, int classes, long seed) {
        return new JavaEngine().fit(request(spec, train, null, classes, seed), new Control(null, 1));
    }

    static FitRequest request(
            ModelSpec spec, ReferenceData train, @Nullable ReferenceData validation, int classes, long seed) {
        ProblemKind kind =
                classes == 0 ? ProblemKind.REGRESSION : classes == 2 ? ProblemKind.BINARY : ProblemKind.MULTICLASS;
        return new FitRequest(
                spec,
                kind,
                classes,
                java.util.stream.IntStream.range(0, train.columns())
                        .mapToObj(j -> "x" + j)
                        .toList(),
                train.examples(),
                Optional.ofNullable(validation).map(ReferenceData::examples),
                seed);
    }

    static double[] scores(Fitted fitted, double[] row) {
        double[] x = row;
        for (Fitted.Layer layer : fitted.layers()) {
            double[] weights = layer.weights().toDoubles();
            double[] out = layer.bias().toDoubles();
            for (int k = 0; k < out.length; k++) {
                for (int j = 0; j < x.length; j++) {
                    out[k] += weights[k * x.length + j] * x[j];
                }
                out[k] = switch (layer.activation()) {
                    case RELU -> Math.max(0, out[k]);
                    case TANH -> Math.tanh(out[k]);
                    case SIGMOID -> 1 / (1 + Math.exp(-out[k]));
                    default -> throw new IllegalArgumentException("no net is trained with " + layer.activation());
                    case IDENTITY -> out[k];
                };
            }
            x = out;
        }
        return x;
    }

    /** Of all classes: two for a single score. */
    static double[] probabilities(Fitted fitted, double[] row) {
        double[] z = scores(fitted, row);
        return Naive.softmax(z.length == 1 ? new double[] {0, z[0]} : z);
    }

    /** Keeps what it hears. */
    static final class Control implements FitControl {
        final List<Double> trainLosses = new ArrayList<>();
        final List<OptionalDouble> validationLosses = new ArrayList<>();
        private final @Nullable Executor executor;
        private final int threads;

        Control(@Nullable Executor executor, int threads) {
            this.executor = executor;
            this.threads = threads;
        }

        @Override
        public @Nullable Executor executor() {
            return executor;
        }

        @Override
        public int threads() {
            return threads;
        }

        @Override
        public void keepGoing() {}

        @Override
        public void epochEnded(int epoch, double trainLoss, OptionalDouble validationLoss, boolean isBest) {
            trainLosses.add(trainLoss);
            validationLosses.add(validationLoss);
        }
    }
}
