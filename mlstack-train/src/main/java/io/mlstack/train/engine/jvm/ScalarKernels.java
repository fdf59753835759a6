package io.mlstack.train.engine.jvm;

/**
 * Plain Java. Rows of b are first copied to arrays of their own, because HotSpot's compilers up to 25 vectorise a loop
 * over several arrays only when all are indexed alike: with an offset per array they cannot rule out overlap, and the
 * same loop runs at a fifth of the speed.
 */
final class ScalarKernels implements Kernels {
    /** Below this many columns or rows the copies cost more than they bring. */
    private static final int NARROW = 32;

    private static final int FEW_ROWS = 4;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void multiplyAdd(
            MatrixView a, MatrixView b, MatrixView c, int from, int to, int inner, int columns, KernelScratch scratch) {
        if (columns < NARROW || to - from < FEW_ROWS) {
            NarrowProduct.multiplyAdd(a, b, c, from, to, 0, inner, 0, columns);
            return;
        }
        for (int j = 0; j < columns; j += KernelScratch.WIDTH) {
            int width = Math.min(KernelScratch.WIDTH, columns - j);
            for (int p = 0; p < inner; p += KernelScratch.DEPTH) {
                int depth = Math.min(KernelScratch.DEPTH, inner - p);
                panel(a, b, c, from, to, p, depth, j, width, scratch);
            }
        }
    }

    private static void panel(
            MatrixView a,
            MatrixView b,
            MatrixView c,
            int from,
            int to,
            int first,
            int depth,
            int column,
            int width,
            KernelScratch scratch) {
        float[][] rows = scratch.rows;
        float[] sum = scratch.sum;
        for (int p = 0; p < depth; p++) {
            System.arraycopy(b.values(), b.offset() + (first + p) * b.rowStride() + column, rows[p], 0, width);
        }
        float[] x = a.values();
        int step = a.columnStride();
        for (int i = from; i < to; i++) {
            int at = a.offset() + i * a.rowStride() + first * step;
            int out = c.offset() + i * c.rowStride() + column;
            System.arraycopy(c.values(), out, sum, 0, width);
            int p = 0;
            for (; p + 4 <= depth; p += 4) {
                addFour(
                        x[at],
                        x[at + step],
                        x[at + 2 * step],
                        x[at + 3 * step],
                        rows[p],
                        rows[p + 1],
                        rows[p + 2],
                        rows[p + 3],
                        sum,
                        width);
                at += 4 * step;
            }
            for (; p < depth; p++) {
                addOne(x[at], rows[p], sum, width);
                at += step;
            }
            System.arraycopy(sum, 0, c.values(), out, width);
        }
    }

    private static void addFour(
            float a0,
            float a1,
            float a2,
            float a3,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] sum,
            int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], sum[j]))));
        }
    }

    private static void addOne(float a, float[] b, float[] sum, int n) {
        for (int j = 0; j < n; j++) {
            sum[j] = Math.fma(a, b[j], sum[j]);
        }
    }
}
