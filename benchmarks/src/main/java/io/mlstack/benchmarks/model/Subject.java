package io.mlstack.benchmarks.model;

import io.mlstack.benchmarks.Home;
import java.util.Locale;

/** The models of the suites, as a benchmark parameter. */
public enum Subject {
    /** Logistic regression over 30 numbers. */
    LOGISTIC(30, 1) {
        @Override
        public BenchmarkModel create() {
            return LogisticModel.create();
        }
    },
    /** 100 boosted trees of depth 6 over 30 numbers. */
    TREES_100X6(30, 1) {
        @Override
        public BenchmarkModel create() {
            return trees(100, 6);
        }
    },
    /** 500 boosted trees of depth 8 over 100 numbers. */
    TREES_500X8(100, 1) {
        @Override
        public BenchmarkModel create() {
            return trees(500, 8);
        }
    },
    /** 64-128-64-10, ReLU, softmax. */
    NET(64, 10) {
        @Override
        public BenchmarkModel create() {
            return NetModel.create(64, 128, 64, 10);
        }
    },
    /** 256-512-512-10, ReLU, softmax: 1.6 MB of weights, more than a core's own caches hold. */
    LARGE_NET(256, 10) {
        @Override
        public BenchmarkModel create() {
            return NetModel.create(256, 512, 512, 10);
        }
    };

    private final int inputs;
    private final int outputs;

    Subject(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** The model; trees must have been trained (see {@link TreeModel}). */
    public abstract BenchmarkModel create();

    TreeModel trees(int trees, int depth) {
        TreeTask task = new TreeTask(trees, depth, inputs);
        return new TreeModel(task, Home.target().resolve("models").resolve(task.key() + ".json"));
    }

    /** Whether the model is made of trees. */
    public boolean isTrees() {
        return this == TREES_100X6 || this == TREES_500X8;
    }

    /** Numbers a row. */
    public int inputs() {
        return inputs;
    }

    /** Numbers a prediction. */
    public int outputs() {
        return outputs;
    }

    /** The name in tables and bars. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
