package io.mlstack.serve.predict.internal.compute;

import io.mlstack.serve.predict.internal.text.Murmur3;

/** Steps that make categories, and vectors of them. */
final class CategorySteps {

    private CategorySteps() {}

    /** How many boundaries a number has reached. */
    static final class Bucketise extends Step {
        private final int from;
        private final int to;
        private final double[] boundaries;

        Bucketise(int from, int to, double[] boundaries) {
            this.from = from;
            this.to = to;
            this.boundaries = boundaries;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            registers[base + to] = bucket(registers[base + from]);
        }

        private int bucket(double x) {
            if (Double.isNaN(x)) {
                return Codes.MISSING;
            }
            int low = 0;
            int high = boundaries.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (boundaries[middle] <= x) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** Another category for each level, looked up. */
    static final class Recode extends Step {
        private final int from;
        private final int to;
        private final int[] codes;

        Recode(int from, int to, int[] codes) {
            this.from = from;
            this.to = to;
            this.codes = codes;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            double code = registers[base + from];
            int level = Codes.level(code, codes.length);
            registers[base + to] = level >= 0 ? codes[level] : Codes.absent(code);
        }
    }

    /** The bucket that a number's bytes hash to. */
    static final class HashNumber extends Step {
        private final int from;
        private final int to;
        private final int buckets;
        private final int seed;

        HashNumber(int from, int to, int buckets, int seed) {
            this.from = from;
            this.to = to;
            this.buckets = buckets;
            this.seed = seed;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            double x = registers[base + from];
            registers[base + to] = Double.isNaN(x) ? Codes.MISSING : Murmur3.bucket(Murmur3.hash(x, seed), buckets);
        }
    }

    /** A row of a table for each level. */
    static final class Embedding extends Step {
        private final int from;
        private final int to;
        private final int levels;
        private final int width;
        private final float[] rows;

        /** @param rows those of the levels, then that of a missing category, then that of an unseen one */
        Embedding(int from, int to, int levels, float[] rows) {
            this.from = from;
            this.to = to;
            this.levels = levels;
            this.width = rows.length / (levels + 2);
            this.rows = rows;
        }

        @Override
        void row(double[] registers, int base, Workspace workspace) {
            double code = registers[base + from];
            int level = Codes.level(code, levels);
            int row = level >= 0 ? level : Codes.absent(code) == Codes.MISSING ? levels : levels + 1;
            for (int i = 0; i < width; i++) {
                registers[base + to + i] = rows[row * width + i];
            }
        }
    }
}
