package io.mlstack.serve.predict.internal.compute;

/** Runs of the weights of eight outputs times one row, or two rows at once; eight sums in flight hide a latency of four. */
final class DenseStoredKernels {

    /** Outputs whose weights lie together. */
    static final int OUT = 8;

    /** Weights of an output that lie together; eight of them and as much of eight rows fill the first cache. */
    static final int RUN = 512;

    private static final int HALF = OUT / 2;

    private DenseStoredKernels() {}

    /**
     * Adds a run to the sums of some rows.
     *
     * @param runs {@code [OUT][RUN]}, the first {@code run} of each
     * @param in the row's inputs of this run from {@code from} on, rows {@code across} apart
     * @param out the row's sums from {@code to} on, rows {@code next} apart
     */
    static void add(float[] runs, int run, float[] in, int from, int across, int rows, float[] out, int to, int next) {
        int r = 0;
        for (; r < rows - 1; r += 2) {
            int x = r * across + from;
            int sums = r * next + to;
            two(runs, 0, run, in, x, x + across, out, sums, sums + next);
            two(runs, HALF * RUN, run, in, x, x + across, out, sums + HALF, sums + next + HALF);
        }
        if (r < rows) {
            one(runs, run, in, r * across + from, out, r * next + to);
        }
    }

    private static void two(float[] w, int at, int run, float[] in, int x, int y, float[] out, int s, int t) {
        float s0 = out[s];
        float s1 = out[s + 1];
        float s2 = out[s + 2];
        float s3 = out[s + 3];
        float t0 = out[t];
        float t1 = out[t + 1];
        float t2 = out[t + 2];
        float t3 = out[t + 3];
        for (int k = 0; k < run; k++) {
            float u = in[x + k];
            float v = in[y + k];
            float w0 = w[at + k];
            float w1 = w[at + RUN + k];
            float w2 = w[at + 2 * RUN + k];
            float w3 = w[at + 3 * RUN + k];
            s0 = Math.fma(u, w0, s0);
            s1 = Math.fma(u, w1, s1);
            s2 = Math.fma(u, w2, s2);
            s3 = Math.fma(u, w3, s3);
            t0 = Math.fma(v, w0, t0);
            t1 = Math.fma(v, w1, t1);
            t2 = Math.fma(v, w2, t2);
            t3 = Math.fma(v, w3, t3);
        }
        out[s] = s0;
        out[s + 1] = s1;
        out[s + 2] = s2;
        out[s + 3] = s3;
        out[t] = t0;
        out[t + 1] = t1;
        out[t + 2] = t2;
        out[t + 3] = t3;
    }

    private static void one(float[] w, int run, float[] in, int x, float[] out, int s) {
        float s0 = out[s];
        float s1 = out[s + 1];
        float s2 = out[s + 2];
        float s3 = out[s + 3];
        float s4 = out[s + 4];
        float s5 = out[s + 5];
        float s6 = out[s + 6];
        float s7 = out[s + 7];
        for (int k = 0; k < run; k++) {
            float u = in[x + k];
            s0 = Math.fma(u, w[k], s0);
            s1 = Math.fma(u, w[RUN + k], s1);
            s2 = Math.fma(u, w[2 * RUN + k], s2);
            s3 = Math.fma(u, w[3 * RUN + k], s3);
            s4 = Math.fma(u, w[4 * RUN + k], s4);
            s5 = Math.fma(u, w[5 * RUN + k], s5);
            s6 = Math.fma(u, w[6 * RUN + k], s6);
            s7 = Math.fma(u, w[7 * RUN + k], s7);
        }
        out[s] = s0;
        out[s + 1] = s1;
        out[s + 2] = s2;
        out[s + 3] = s3;
        out[s + 4] = s4;
        out[s + 5] = s5;
        out[s + 6] = s6;
        out[s + 7] = s7;
    }
}
