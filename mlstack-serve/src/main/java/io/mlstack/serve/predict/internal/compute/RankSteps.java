package io.mlstack.serve.predict.internal.compute;

/** Steps that choose several of many numbers. */
final class RankSteps {

    private RankSteps() {}

    /** Positions of the highest numbers; all NaN where one of the numbers is. */
    static final class TopK extends Step {
        private final int from;
        private final int to;
        private final int width;
        private final int count;

        TopK(int from, int to, int width, int count) {
            this.from = from;
            this.to = to;
            this.width = width;
            this.count = count;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            boolean complete = true;
            for (int i = 0; i < width; i++) {
                complete &= !Double.isNaN(registers[base + from + i]);
            }
            int before = -1;
            for (int k = 0; k < count; k++) {
                before = complete ? next(registers, base + from, before) : -1;
                registers[base + to + k] = complete ? before : Double.NaN;
            }
        }

        /** The highest number that ranks below the one at {@code before}, the first of equals. */
        private int next(double[] registers, int at, int before) {
            int best = -1;
            for (int i = 0; i < width; i++) {
                double x = registers[at + i];
                boolean below = before < 0 || x < registers[at + before] || (x == registers[at + before] && i > before);
                if (below && (best < 0 || x > registers[at + best])) {
                    best = i;
                }
            }
            return best;
        }
    }

    /** Numbers at positions. */
    static final class Take extends Step {
        private final int numbers;
        private final int width;
        private final int positions;
        private final int to;
        private final int count;

        Take(int numbers, int width, int positions, int to, int count) {
            this.numbers = numbers;
            this.width = width;
            this.positions = positions;
            this.to = to;
            this.count = count;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            for (int i = 0; i < count; i++) {
                int position = Codes.level(registers[base + positions + i], width);
                registers[base + to + i] = position < 0 ? Double.NaN : registers[base + numbers + position];
            }
        }
    }
}
