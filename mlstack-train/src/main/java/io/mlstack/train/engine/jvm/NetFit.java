package io.mlstack.train.engine.jvm;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.ProblemKind;
import io.mlstack.train.NetSpec;
import io.mlstack.train.TrainingFailedException;
import io.mlstack.train.engine.Examples;
import io.mlstack.train.engine.FitControl;
import io.mlstack.train.engine.FitRequest;
import io.mlstack.train.engine.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A {@link NetSpec} on examples.
 *
 * <p>The target of a regression is standardised for the training, because a net that starts at outputs near 0 needs
 * thousands of steps to reach a mean of 150; the last layer takes the scaling back.
 */
final class NetFit {
    /** Two gibibytes of float32 with their gradient and the slots of the optimiser beside them. */
    private static final long MOST_PARAMETERS = 1L << 27;

    private final NetSpec spec;
    private final FitRequest request;
    private final FitControl control;
    private final double targetMean;
    private final double targetDeviation;

    NetFit(NetSpec spec, FitRequest request, FitControl control) {
        this.spec = spec;
        this.request = request;
        this.control = control;
        boolean isRegression = request.kind() == ProblemKind.REGRESSION;
        this.targetMean = isRegression ? mean(request.train()) : 0;
        this.targetDeviation = isRegression ? deviation(request.train(), targetMean) : 1;
    }

    Fitted fit() {
        NetTraining.Result result = NetTraining.run(
                shape(),
                loss(),
                recipe(),
                data(request.train()),
                request.validation().map(this::data).orElse(null),
                Tasks.on(control.executor(), control.threads()),
                KernelChoice.kernels(),
                new Watch());
        if (result.divergedAt() > 0) {
            throw new TrainingFailedException(new Finding(
                    "train.diverged",
                    spec.label(),
                    "the loss became infinite or NaN in epoch " + result.divergedAt(),
                    "lower the learning rate, such as learningRate(" + spec.learningRate() / 10 + ")"));
        }
        return new Fitted(layers(result), result.epochs(), result.bestEpoch(), result.stoppedEarly(), List.of());
    }

    private NetShape shape() {
        long size = 0;
        int[] widths = new int[spec.hidden().size() + 2];
        widths[0] = request.train().width();
        for (int l = 0; l < spec.hidden().size(); l++) {
            widths[l + 1] = spec.hidden().get(l);
        }
        widths[widths.length - 1] = request.kind() == ProblemKind.MULTICLASS ? request.classes() : 1;
        for (int l = 0; l + 1 < widths.length; l++) {
            size += (widths[l] + 1L) * widths[l + 1];
        }
        if (size > MOST_PARAMETERS) {
            throw new InvalidInputException(new Finding(
                    "train.net-too-large",
                    spec.label(),
                    String.format(Locale.ROOT, "has %,d parameters, more than %,d", size, MOST_PARAMETERS),
                    "take narrower layers or fewer features"));
        }
        return new NetShape(widths, spec.activation());
    }

    private NetLoss loss() {
        return switch (request.kind()) {
            case BINARY -> NetLoss.SIGMOID;
            case MULTICLASS -> NetLoss.SOFTMAX;
            case REGRESSION -> NetLoss.SQUARED;
        };
    }

    private NetRecipe recipe() {
        return new NetRecipe(
                spec.epochs(),
                spec.batch(),
                (float) spec.learningRate(),
                (float) spec.weightDecay(),
                (float) spec.dropout(),
                (float) spec.clip(),
                spec.patience(),
                spec.optimiser(),
                request.seed());
    }

    private NetData data(Examples examples) {
        int rows = examples.rows();
        float[] features = new float[examples.features().length];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) examples.features()[i];
        }
        float[] targets = new float[rows];
        float[] weights = new float[examples.weights() == null ? 0 : rows];
        for (int i = 0; i < rows; i++) {
            targets[i] = (float) ((examples.targets()[i] - targetMean) / targetDeviation);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) examples.weight(i);
        }
        return new NetData(rows, examples.width(), features, targets, weights.length == 0 ? null : weights);
    }

    private List<Fitted.Layer> layers(NetTraining.Result result) {
        NetShape shape = result.shape();
        List<Fitted.Layer> layers = new ArrayList<>();
        for (int l = 0; l < shape.layers(); l++) {
            boolean isLast = l + 1 == shape.layers();
            int in = shape.in(l);
            int out = shape.out(l);
            float[] weights = new float[in * out];
            float[] bias = new float[out];
            for (int k = 0; k < out; k++) {
                for (int p = 0; p < in; p++) {
                    weights[k * in + p] = result.parameters()[shape.weightOffset(l) + p * out + k];
                }
                bias[k] = result.parameters()[shape.biasOffset(l) + k];
            }
            layers.add(new Fitted.Layer(
                    Tensor.of(weights, out, in),
                    Tensor.of(bias, out),
                    isLast ? Activation.IDENTITY : spec.activation()));
        }
        if (!request.kind().isClassification()) {
            // In double: next to a large mean float32 would lose the digits that the net has learned.
            layers.add(new Fitted.Layer(
                    Tensor.of(new double[] {targetDeviation}, 1, 1),
                    Tensor.of(new double[] {targetMean}, 1),
                    Activation.IDENTITY));
        }
        return layers;
    }

    private static double mean(Examples examples) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < examples.rows(); i++) {
            sum += examples.weight(i) * examples.targets()[i];
            total += examples.weight(i);
        }
        return sum / total;
    }

    private static double deviation(Examples examples, double mean) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < examples.rows(); i++) {
            double distance = examples.targets()[i] - mean;
            sum += examples.weight(i) * distance * distance;
            total += examples.weight(i);
        }
        double deviation = Math.sqrt(sum / total);
        return deviation == 0 ? 1 : deviation;
    }

    /** Losses are told in the target's own units. */
    private final class Watch implements NetTraining.Watch {
        @Override
        public void beforeStep() {
            control.keepGoing();
        }

        @Override
        public void epochEnded(int epoch, double trainLoss, double validationLoss, boolean isBest) {
            double unit = targetDeviation * targetDeviation;
            OptionalDouble judged =
                    Double.isNaN(validationLoss) ? OptionalDouble.empty() : OptionalDouble.of(unit * validationLoss);
            control.epochEnded(epoch, unit * trainLoss, judged, isBest);
        }
    }
}
