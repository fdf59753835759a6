package io.mlstack.train.engine.jvm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * SIMD over output columns: every lane runs the same chain of fused multiply-adds as {@link ScalarKernels}, so the bits
 * are equal. Tiles of four rows by two vectors keep eight sums in registers. Loaded by name, and only where the module
 * {@code jdk.incubator.vector} is present.
 */
final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Floats of b that one pass uses again for every row of a. */
    private static final int BLOCK = 65_536;

    VectorKernels() {}

    @Override
    public String name() {
        return "SIMD, " + LANES + " floats wide";
    }

    @Override
    public void multiplyAdd(
            MatrixView a, MatrixView b, MatrixView c, int from, int to, int inner, int columns, KernelScratch scratch) {
        int depth = Math.max(16, BLOCK / columns);
        for (int p = 0; p < inner; p += depth) {
            int end = Math.min(inner, p + depth);
            int j = 0;
            for (; j + 2 * LANES <= columns; j += 2 * LANES) {
                twoVectors(a, b, c, from, to, p, end, j);
            }
            for (; j + LANES <= columns; j += LANES) {
                oneVector(a, b, c, from, to, p, end, j);
            }
            NarrowProduct.multiplyAdd(a, b, c, from, to, p, end, j, columns);
        }
    }

    private static void twoVectors(
            MatrixView a, MatrixView b, MatrixView c, int from, int to, int first, int end, int j) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        int across = a.rowStride();
        int down = a.columnStride();
        int next = b.rowStride();
        int start = b.offset() + first * next + j;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            int at = a.offset() + i * across + first * down;
            int row = start;
            int c0 = c.offset() + i * c.rowStride() + j;
            int c1 = c0 + c.rowStride();
            int c2 = c1 + c.rowStride();
            int c3 = c2 + c.rowStride();
            FloatVector s00 = FloatVector.fromArray(SPECIES, z, c0);
            FloatVector s01 = FloatVector.fromArray(SPECIES, z, c0 + LANES);
            FloatVector s10 = FloatVector.fromArray(SPECIES, z, c1);
            FloatVector s11 = FloatVector.fromArray(SPECIES, z, c1 + LANES);
            FloatVector s20 = FloatVector.fromArray(SPECIES, z, c2);
            FloatVector s21 = FloatVector.fromArray(SPECIES, z, c2 + LANES);
            FloatVector s30 = FloatVector.fromArray(SPECIES, z, c3);
            FloatVector s31 = FloatVector.fromArray(SPECIES, z, c3 + LANES);
            for (int p = first; p < end; p++) {
                FloatVector b0 = FloatVector.fromArray(SPECIES, y, row);
                FloatVector b1 = FloatVector.fromArray(SPECIES, y, row + LANES);
                FloatVector v = FloatVector.broadcast(SPECIES, x[at]);
                s00 = v.fma(b0, s00);
                s01 = v.fma(b1, s01);
                v = FloatVector.broadcast(SPECIES, x[at + across]);
                s10 = v.fma(b0, s10);
                s11 = v.fma(b1, s11);
                v = FloatVector.broadcast(SPECIES, x[at + 2 * across]);
                s20 = v.fma(b0, s20);
                s21 = v.fma(b1, s21);
                v = FloatVector.broadcast(SPECIES, x[at + 3 * across]);
                s30 = v.fma(b0, s30);
                s31 = v.fma(b1, s31);
                at += down;
                row += next;
            }
            s00.intoArray(z, c0);
            s01.intoArray(z, c0 + LANES);
            s10.intoArray(z, c1);
            s11.intoArray(z, c1 + LANES);
            s20.intoArray(z, c2);
            s21.intoArray(z, c2 + LANES);
            s30.intoArray(z, c3);
            s31.intoArray(z, c3 + LANES);
        }
        oneVector(a, b, c, i, to, first, end, j);
        oneVector(a, b, c, i, to, first, end, j + LANES);
    }

    private static void oneVector(
            MatrixView a, MatrixView b, MatrixView c, int from, int to, int first, int end, int j) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        int across = a.rowStride();
        int next = b.rowStride();
        int i = from;
        for (; i + 4 <= to; i += 4) {
            int at = a.offset() + i * across + first * a.columnStride();
            int row = b.offset() + first * next + j;
            int c0 = c.offset() + i * c.rowStride() + j;
            int c1 = c0 + c.rowStride();
            int c2 = c1 + c.rowStride();
            int c3 = c2 + c.rowStride();
            FloatVector s0 = FloatVector.fromArray(SPECIES, z, c0);
            FloatVector s1 = FloatVector.fromArray(SPECIES, z, c1);
            FloatVector s2 = FloatVector.fromArray(SPECIES, z, c2);
            FloatVector s3 = FloatVector.fromArray(SPECIES, z, c3);
            for (int p = first; p < end; p++) {
                FloatVector v = FloatVector.fromArray(SPECIES, y, row);
                s0 = FloatVector.broadcast(SPECIES, x[at]).fma(v, s0);
                s1 = FloatVector.broadcast(SPECIES, x[at + across]).fma(v, s1);
                s2 = FloatVector.broadcast(SPECIES, x[at + 2 * across]).fma(v, s2);
                s3 = FloatVector.broadcast(SPECIES, x[at + 3 * across]).fma(v, s3);
                at += a.columnStride();
                row += next;
            }
            s0.intoArray(z, c0);
            s1.intoArray(z, c1);
            s2.intoArray(z, c2);
            s3.intoArray(z, c3);
        }
        for (; i < to; i++) {
            int at = a.offset() + i * across + first * a.columnStride();
            int row = b.offset() + first * next + j;
            int out = c.offset() + i * c.rowStride() + j;
            FloatVector sum = FloatVector.fromArray(SPECIES, z, out);
            for (int p = first; p < end; p++) {
                sum = FloatVector.broadcast(SPECIES, x[at]).fma(FloatVector.fromArray(SPECIES, y, row), sum);
                at += a.columnStride();
                row += next;
            }
            sum.intoArray(z, out);
        }
    }
}
