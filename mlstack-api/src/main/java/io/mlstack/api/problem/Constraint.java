package io.mlstack.api.problem;

/** A limit that a model must keep before it may be packed and published. */
public sealed interface Constraint {

    /** The limit in words: {@code p99 latency at most 50 µs}. */
    String words();

    /** 99th percentile of the time of one prediction, in microseconds, at most {@code limit}. */
    record P99Micros(double limit) implements Constraint {
        public P99Micros {
            requireLimit(limit > 0, limit);
        }

        @Override
        public String words() {
            return "p99 latency at most " + plain(limit) + " \u00b5s";
        }
    }

    /** Size of the bundle in KiB (1,024 bytes), at most {@code limit}. */
    record BundleKib(double limit) implements Constraint {
        public BundleKib {
            requireLimit(limit > 0, limit);
        }

        @Override
        public String words() {
            return "bundle at most " + plain(limit) + " KiB";
        }
    }

    /** The estimate of {@code metric} on the test part is at least {@code limit}. */
    record AtLeast(Metric metric, double limit) implements Constraint {
        public AtLeast {
            requireLimit(Double.isFinite(limit), limit);
        }

        @Override
        public String words() {
            return metric.label() + " at least " + plain(limit);
        }
    }

    /** The estimate of {@code metric} on the test part is at most {@code limit}. */
    record AtMost(Metric metric, double limit) implements Constraint {
        public AtMost {
            requireLimit(Double.isFinite(limit), limit);
        }

        @Override
        public String words() {
            return metric.label() + " at most " + plain(limit);
        }
    }

    /** The problem's objective is better than that of {@code baseline} on the same rows, beyond chance. */
    record Beats(Baseline baseline) implements Constraint {
        @Override
        public String words() {
            return "better than the baseline " + baseline;
        }
    }

    /** 99 of 100 single predictions take at most {@code limit} microseconds. */
    static Constraint p99Micros(double limit) {
        return new P99Micros(limit);
    }

    /** The packed model takes at most {@code limit} KiB. */
    static Constraint bundleKib(double limit) {
        return new BundleKib(limit);
    }

    /** {@code metric} is {@code limit} or more on the test part. */
    static Constraint atLeast(Metric metric, double limit) {
        return new AtLeast(metric, limit);
    }

    /** {@code metric} is {@code limit} or less on the test part. */
    static Constraint atMost(Metric metric, double limit) {
        return new AtMost(metric, limit);
    }

    private static void requireLimit(boolean fits, double limit) {
        if (!fits || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("a limit must be a sensible number, got " + limit);
        }
    }

    private static String plain(double value) {
        return io.mlstack.api.json.CanonicalNumber.format(value);
    }
}
