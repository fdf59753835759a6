package io.mlstack.benchmarks.hotpath;

import java.util.Locale;

/** The models of the suite, as a benchmark parameter. */
public enum HotPathModel {
    /** Logistic regression over 30 numbers. */
    LOGISTIC,
    /** 64-128-64-10, ReLU, softmax. */
    NET;

    BenchmarkModel create() {
        return switch (this) {
            case LOGISTIC -> LogisticModel.create();
            case NET -> NetModel.create();
        };
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
