package io.mlstack.train.engine.jvm;

/** Columns too few for a vector: eight sums at a time in registers, eight columns of a row or eight rows of a column. */
final class NarrowProduct {
    private NarrowProduct() {}

    /** {@link Kernels#multiplyAdd} for the columns {@code [first, end)} and the inner indices {@code [low, high)}. */
    static void multiplyAdd(
            MatrixView a, MatrixView b, MatrixView c, int from, int to, int low, int high, int first, int end) {
        int j = first;
        for (; j + 8 <= end; j += 8) {
            for (int i = from; i < to; i++) {
                eightColumns(a, b, c, i, j, low, high);
            }
        }
        for (; j < end; j++) {
            int i = from;
            for (; i + 8 <= to; i += 8) {
                eightRows(a, b, c, i, j, low, high);
            }
            for (; i < to; i++) {
                one(a, b, c, i, j, low, high);
            }
        }
    }

    private static void eightColumns(MatrixView a, MatrixView b, MatrixView c, int i, int j, int low, int high) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        int at = a.offset() + i * a.rowStride() + low * a.columnStride();
        int row = b.offset() + low * b.rowStride() + j;
        int out = c.offset() + i * c.rowStride() + j;
        float s0 = z[out];
        float s1 = z[out + 1];
        float s2 = z[out + 2];
        float s3 = z[out + 3];
        float s4 = z[out + 4];
        float s5 = z[out + 5];
        float s6 = z[out + 6];
        float s7 = z[out + 7];
        for (int p = low; p < high; p++) {
            float v = x[at];
            s0 = Math.fma(v, y[row], s0);
            s1 = Math.fma(v, y[row + 1], s1);
            s2 = Math.fma(v, y[row + 2], s2);
            s3 = Math.fma(v, y[row + 3], s3);
            s4 = Math.fma(v, y[row + 4], s4);
            s5 = Math.fma(v, y[row + 5], s5);
            s6 = Math.fma(v, y[row + 6], s6);
            s7 = Math.fma(v, y[row + 7], s7);
            at += a.columnStride();
            row += b.rowStride();
        }
        z[out] = s0;
        z[out + 1] = s1;
        z[out + 2] = s2;
        z[out + 3] = s3;
        z[out + 4] = s4;
        z[out + 5] = s5;
        z[out + 6] = s6;
        z[out + 7] = s7;
    }

    private static void eightRows(MatrixView a, MatrixView b, MatrixView c, int i, int j, int low, int high) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        int across = a.rowStride();
        int at = a.offset() + i * across + low * a.columnStride();
        int row = b.offset() + low * b.rowStride() + j;
        int down = c.rowStride();
        int out = c.offset() + i * down + j;
        float s0 = z[out];
        float s1 = z[out + down];
        float s2 = z[out + 2 * down];
        float s3 = z[out + 3 * down];
        float s4 = z[out + 4 * down];
        float s5 = z[out + 5 * down];
        float s6 = z[out + 6 * down];
        float s7 = z[out + 7 * down];
        for (int p = low; p < high; p++) {
            float v = y[row];
            s0 = Math.fma(x[at], v, s0);
            s1 = Math.fma(x[at + across], v, s1);
            s2 = Math.fma(x[at + 2 * across], v, s2);
            s3 = Math.fma(x[at + 3 * across], v, s3);
            s4 = Math.fma(x[at + 4 * across], v, s4);
            s5 = Math.fma(x[at + 5 * across], v, s5);
            s6 = Math.fma(x[at + 6 * across], v, s6);
            s7 = Math.fma(x[at + 7 * across], v, s7);
            at += a.columnStride();
            row += b.rowStride();
        }
        z[out] = s0;
        z[out + down] = s1;
        z[out + 2 * down] = s2;
        z[out + 3 * down] = s3;
        z[out + 4 * down] = s4;
        z[out + 5 * down] = s5;
        z[out + 6 * down] = s6;
        z[out + 7 * down] = s7;
    }

    private static void one(MatrixView a, MatrixView b, MatrixView c, int i, int j, int low, int high) {
        int at = a.offset() + i * a.rowStride() + low * a.columnStride();
        int row = b.offset() + low * b.rowStride() + j;
        int out = c.offset() + i * c.rowStride() + j;
        float sum = c.values()[out];
        for (int p = low; p < high; p++) {
            sum = Math.fma(a.values()[at], b.values()[row], sum);
            at += a.columnStride();
            row += b.rowStride();
        }
        c.values()[out] = sum;
    }
}
