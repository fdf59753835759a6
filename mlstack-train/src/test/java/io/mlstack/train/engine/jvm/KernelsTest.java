package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsTest {
    static Stream<Kernels> kernels() {
        List<Kernels> all = new ArrayList<>(List.of(new ScalarKernels()));
        Kernels simd = KernelChoice.simd();
        if (simd != null) {
            all.add(simd);
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyShapeGivesTheBitsOfTheNaiveLoop(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 400; round++) {
            Product product = Product.random(random, round % 10 == 0 ? 600 : 70);
            float[] expected = product.naive();
            product.run(kernels, Tasks.onCaller(), 1);
            assertThat(product.c).as(product.toString()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void fourThreadsGiveTheBitsOfOne(Kernels kernels) {
        SplittableRandom random = new SplittableRandom(12);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 100; round++) {
                Product product = Product.random(random, 90);
                float[] expected = product.naive();
                product.run(kernels, Tasks.on(pool, 4), 1 + random.nextInt(7));
                assertThat(product.c).as(product.toString()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void simdKernelsLoadWhereTheModuleIsPresent() {
        Assumptions.assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "no jdk.incubator.vector");
        assertThat(KernelChoice.simd()).isNotNull();
        assertThat(KernelChoice.choose("on").name()).startsWith("SIMD");
    }

    @Test
    void offMeansScalarEverywhere() {
        assertThat(KernelChoice.choose("off").name()).isEqualTo("scalar");
    }

    @Test
    void aWishThatIsNoneIsRefused() {
        assertThatThrownBy(() -> KernelChoice.choose("yes"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mlstack.simd: is \"yes\"; set it to on, off or auto");
    }

    /** c += a b with random strides and offsets, and rubbish around c that must stay. */
    private record Product(int m, int k, int n, MatrixView a, MatrixView b, MatrixView cView, float[] c) {
        static Product random(SplittableRandom random, int limit) {
            int m = 1 + random.nextInt(40);
            int k = random.nextInt(limit);
            int n = 1 + random.nextInt(limit);
            int gap = random.nextInt(3);
            int offset = random.nextInt(5);
            boolean transposed = random.nextBoolean();
            MatrixView a = transposed
                    ? new MatrixView(floats(random, offset + k * (m + gap)), offset, m + gap, 1).transposed()
                    : new MatrixView(floats(random, offset + m * (k + gap)), offset, k + gap, 1);
            MatrixView b = new MatrixView(floats(random, offset + k * (n + gap)), offset, n + gap, 1);
            float[] c = floats(random, offset + m * (n + gap));
            return new Product(m, k, n, a, b, new MatrixView(c, offset, n + gap, 1), c);
        }

        private static float[] floats(SplittableRandom random, int length) {
            float[] values = new float[length + 3];
            for (int i = 0; i < values.length; i++) {
                // Wide magnitudes, so that another order of summation shows in the bits.
                values[i] = (float) ((random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(-12, 12)));
            }
            return values;
        }

        float[] naive() {
            float[] out = c.clone();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    for (int p = 0; p < k; p++) {
                        int at = cView.offset() + i * cView.rowStride() + j;
                        float left = a.values()[a.offset() + i * a.rowStride() + p * a.columnStride()];
                        float right = b.values()[b.offset() + p * b.rowStride() + j];
                        out[at] = Math.fma(left, right, out[at]);
                    }
                }
            }
            return out;
        }

        void run(Kernels kernels, Tasks tasks, int rowsPerTask) {
            int count = rowsPerTask == 1 && tasks.threads() == 1 ? 1 : (m + rowsPerTask - 1) / rowsPerTask;
            int rows = count == 1 ? m : rowsPerTask;
            tasks.run(
                    count,
                    task -> kernels.multiplyAdd(
                            a, b, cView, task * rows, Math.min(m, (task + 1) * rows), k, n, new KernelScratch()));
        }

        @Override
        public String toString() {
            return m + " x " + k + " x " + n;
        }
    }
}
