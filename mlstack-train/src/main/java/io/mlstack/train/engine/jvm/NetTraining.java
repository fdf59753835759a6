package io.mlstack.train.engine.jvm;

import io.mlstack.api.model.Activation;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.random.Permutation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trains one dense net: keyed shuffles, mini-batches, clipping, the best epoch kept.
 *
 * <p>Every draw is a function of seed, purpose, epoch and step, so the result is a function of shape, data and recipe.
 */
final class NetTraining {
    /** Sees the training as it goes; what it throws ends the training. */
    interface Watch {
        /** Called before each step: the place to obey a deadline or an interrupt. */
        void beforeStep();

        /**
         * @param epoch from 1
         * @param trainLoss mean loss over the epoch's steps, while the parameters moved
         * @param validationLoss mean loss over the validation rows afterwards; NaN without any
         * @param isBest whether the epoch's parameters are the ones to keep so far
         */
        void epochEnded(int epoch, double trainLoss, double validationLoss, boolean isBest);
    }

    /**
     * @param parameters those of the best epoch
     * @param bestEpoch from 1
     * @param stoppedEarly whether the patience ended it
     * @param divergedAt the epoch in which the loss became infinite or NaN, or 0
     */
    record Result(
            NetShape shape, float[] parameters, int epochs, int bestEpoch, boolean stoppedEarly, int divergedAt) {}

    private final NetShape shape;
    private final NetRecipe recipe;
    private final NetData train;
    private final @Nullable NetData validation;
    private final Watch watch;
    private final float[] parameters;
    private final NetStep step;
    private final Update update;
    private final double[] draws;
    private final KeyedRandom shuffle;
    private final KeyedRandom[] dropouts;

    private NetTraining(
            NetShape shape,
            NetLoss loss,
            NetRecipe recipe,
            NetData train,
            @Nullable NetData validation,
            Tasks tasks,
            Kernels kernels,
            Watch watch) {
        this.shape = shape;
        this.recipe = recipe;
        this.train = train;
        this.validation = validation;
        this.watch = watch;
        this.parameters = initial(shape, recipe.seed());
        int capacity = Math.min(recipe.batch(), train.rows());
        this.step = new NetStep(shape, loss, parameters, capacity, 1 - recipe.dropout(), kernels, tasks);
        this.update = Update.of(recipe.optimiser(), parameters.length);
        this.shuffle = KeyedRandom.of(recipe.seed(), "net/shuffle");
        this.dropouts = new KeyedRandom[shape.layers() - 1];
        Arrays.setAll(dropouts, l -> KeyedRandom.of(recipe.seed(), "net/dropout/" + l));
        int widest = Arrays.stream(shape.widths()).max().orElseThrow();
        this.draws = new double[recipe.dropout() > 0 ? capacity * widest : 0];
    }

    static Result run(
            NetShape shape,
            NetLoss loss,
            NetRecipe recipe,
            NetData train,
            @Nullable NetData validation,
            Tasks tasks,
            Kernels kernels,
            Watch watch) {
        return new NetTraining(shape, loss, recipe, train, validation, tasks, kernels, watch).run();
    }

    /**
     * Uniform weights in {@code ±sqrt(6 / in)} before a RELU (He et al., "Delving Deep into Rectifiers", ICCV 2015) and
     * in {@code ±sqrt(6 / (in + out))} elsewhere (Glorot, Bengio, AISTATS 2010); biases are 0.
     */
    static float[] initial(NetShape shape, long seed) {
        float[] parameters = new float[shape.parameters()];
        for (int l = 0; l < shape.layers(); l++) {
            boolean rectified = shape.hidden() == Activation.RELU && l + 1 < shape.layers();
            double bound = Math.sqrt(6.0 / (rectified ? shape.in(l) : shape.in(l) + shape.out(l)));
            double[] uniforms = new double[shape.in(l) * shape.out(l)];
            KeyedRandom.of(seed, "net/init/" + l).uniforms(0, uniforms);
            for (int i = 0; i < uniforms.length; i++) {
                parameters[shape.weightOffset(l) + i] = (float) (bound * (2 * uniforms[i] - 1));
            }
        }
        return parameters;
    }

    private Result run() {
        float[] best = parameters.clone();
        double bestLoss = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        int epoch = 0;
        while (epoch < recipe.epochs() && epoch - bestEpoch < patience()) {
            epoch++;
            double trainLoss = trainEpoch(epoch);
            double judged = validation == null ? trainLoss : validationLoss(validation);
            if (!Double.isFinite(trainLoss) || !Double.isFinite(judged)) {
                return new Result(shape, best, epoch, bestEpoch, false, epoch);
            }
            boolean isBest = validation == null || judged < bestLoss;
            if (isBest) {
                bestLoss = judged;
                bestEpoch = epoch;
                System.arraycopy(parameters, 0, best, 0, best.length);
            }
            watch.epochEnded(epoch, trainLoss, validation == null ? Double.NaN : judged, isBest);
        }
        return new Result(shape, best, epoch, bestEpoch, epoch < recipe.epochs(), 0);
    }

    private int patience() {
        return validation == null ? Integer.MAX_VALUE : recipe.patience();
    }

    /** Returns the mean loss over the epoch's steps; not finite as soon as one step's is not. */
    private double trainEpoch(int epoch) {
        int rows = train.rows();
        Permutation order = shuffle.at(epoch).permutation(rows);
        double meanWeight = train.totalWeight() / rows;
        double total = 0;
        for (int from = 0, number = 0; from < rows; from += step.capacity(), number++) {
            watch.beforeStep();
            int count = Math.min(step.capacity(), rows - from);
            for (int i = 0; i < count; i++) {
                load(train, (int) order.at(from + i), i, 1 / (meanWeight * count));
            }
            drawMasks(epoch, number, count);
            double loss = step.train(count);
            double norm = Math.sqrt(Reductions.sumOfSquares(step.gradient(), 0, parameters.length));
            if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
                return Double.NaN;
            }
            move(norm);
            total += loss * count;
        }
        return total / rows;
    }

    private void load(NetData data, int row, int slot, double share) {
        int columns = data.columns();
        System.arraycopy(data.features(), row * columns, step.input(), slot * columns, columns);
        step.targets()[slot] = data.targets()[row];
        step.scales()[slot] = (float) (data.weight(row) * share);
    }

    private void drawMasks(int epoch, int number, int count) {
        if (recipe.dropout() == 0) {
            return;
        }
        float kept = 1 / (1 - recipe.dropout());
        for (int l = 0; l < dropouts.length; l++) {
            dropouts[l].at(epoch, number).uniforms(0, draws);
            float[] mask = step.mask(l);
            for (int i = 0; i < count * shape.out(l); i++) {
                mask[i] = draws[i] < recipe.dropout() ? 0f : kept;
            }
        }
    }

    private void move(double norm) {
        float scale = norm > recipe.clip() ? (float) (recipe.clip() / norm) : 1f;
        update.begin(recipe.learningRate());
        for (int l = 0; l < shape.layers(); l++) {
            int weights = shape.weightOffset(l);
            int biases = shape.biasOffset(l);
            update.apply(parameters, step.gradient(), weights, biases, scale, recipe.weightDecay());
            update.apply(parameters, step.gradient(), biases, biases + shape.out(l), scale, 0f);
        }
    }

    private double validationLoss(NetData data) {
        double share = 1 / data.totalWeight();
        double total = 0;
        for (int from = 0; from < data.rows(); from += step.capacity()) {
            int count = Math.min(step.capacity(), data.rows() - from);
            for (int i = 0; i < count; i++) {
                load(data, from + i, i, share);
            }
            total += step.loss(count);
        }
        return total;
    }
}
