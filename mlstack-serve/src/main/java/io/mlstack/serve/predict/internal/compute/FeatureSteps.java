package io.mlstack.serve.predict.internal.compute;

/** Steps that make features of columns. */
final class FeatureSteps {

    private FeatureSteps() {}

    /** Imputes and standardises, then rounds to float32 where that is what the value holds. */
    static final class Prepare extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final Preparation preparation;
        private final boolean rounds;

        Prepare(int from, int to, int width, Preparation preparation, boolean rounds) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.preparation = preparation;
            this.rounds = rounds;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            preparation.registers(registers, base + from, base + to);
            for (int i = 0; rounds && i < width; i++) {
                registers[base + to + i] = (float) registers[base + to + i];
            }
        }
    }

    /** NaN in the place of the marker. */
    static final class MarkMissing extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final double marker;

        MarkMissing(int from, int to, int width, double marker) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.marker = marker;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < width; i++) {
                double x = registers[base + from + i];
                registers[base + to + i] = x == marker ? Double.NaN : x;
            }
        }
    }

    /** Numbers within bounds. */
    static final class Clip extends Step {
        private final int from;
        private final int to;
        private final double[] low;
        private final double[] high;

        Clip(int from, int to, double[] low, double[] high) {
            this.from = from;
            this.to = to;
            this.low = low;
            this.high = high;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < low.length; i++) {
                registers[base + to + i] = Math.min(Math.max(registers[base + from + i], low[i]), high[i]);
            }
        }
    }

    /** 1 in the place of the code, else 0. */
    static final class OneHot extends Step {
        private final int code;
        private final int to;
        private final int levels;

        OneHot(int code, int to, int levels) {
            this.code = code;
            this.to = to;
            this.levels = levels;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < levels; i++) {
                registers[base + to + i] = 0;
            }
            int level = Codes.level(registers[base + code], levels);
            if (level >= 0) {
                registers[base + to + level] = 1;
            }
        }
    }

    /** The number of a level, of a missing or of an unseen category. */
    static final class Ordinal extends Step {
        private final int code;
        private final int to;
        private final double[] numbers;

        /** @param numbers of the levels, then of missing, then of unseen */
        Ordinal(int code, int to, double[] numbers) {
            this.code = code;
            this.to = to;
            this.numbers = numbers;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            int levels = numbers.length - 2;
            double given = registers[base + code];
            int level = Codes.level(given, levels);
            int place = level >= 0 ? level : given == Codes.MISSING ? levels : levels + 1;
            registers[base + to] = numbers[place];
        }
    }

    /** Brings together what a concat could not be laid out around. */
    static final class Gather extends Step {
        private final int[] from;
        private final int[] to;

        Gather(int[] from, int[] to) {
            this.from = from;
            this.to = to;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < from.length; i++) {
                registers[base + to[i]] = registers[base + from[i]];
            }
        }

        @Override
        boolean isIdle() {
            return from.length == 0;
        }
    }
}
