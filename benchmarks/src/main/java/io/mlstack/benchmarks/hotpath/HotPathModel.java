package io.mlstack.benchmarks.hotpath;

import java.util.Locale;

/** The models of the suite, as a benchmark parameter. */
public enum HotPathModel {
    /** Logistic regression over 30 numbers. */
    LOGISTIC,
    /** 64-128-64-10, ReLU, softmax. */
    NET,
    /** 256-512-512-10, ReLU, softmax: 1.6 MB of weights, more than a core's own caches hold. */
    LARGE_NET;

    BenchmarkModel create() {
        return switch (this) {
            case LOGISTIC -> LogisticModel.create();
            case NET -> NetModel.create(64, 128, 64, 10);
            case LARGE_NET -> NetModel.create(256, 512, 512, 10);
        };
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
