package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.serve.predict.internal.compute.tree.TreeSize;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A row and a few rows through layers of the widths that nets have: wide, odd and narrow. Small, because SIMD code that the
 * JIT has not compiled yet takes a microsecond for a vector.
 */
final class DenseTrial implements Consumer<DenseKernels> {

    private static final int[] WIDTHS = {16, 130, 18, 10};
    private static final int ROWS = 6;

    private final Map<DenseKernels, Net> nets = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public void accept(DenseKernels kernels) {
        nets.computeIfAbsent(kernels, Net::new).run();
    }

    private static final class Net {
        private final DenseStep step;
        private final Workspace workspace;
        private final int stride = WIDTHS[0] + WIDTHS[3];
        private final double[] registers = new double[stride * ROWS];

        Net(DenseKernels kernels) {
            List<Node.Dense> layers = List.of(layer(0), layer(1), layer(2));
            Preparation preparation = new Preparation(WIDTHS[0], null, null, null);
            this.step = kernels.step(new DensePlan(0, WIDTHS[0], preparation, layers));
            this.workspace = new Workspace(new Size(stride, 0, DensePlan.widest(layers), TreeSize.NONE));
            Arrays.fill(registers, 1);
        }

        private static Node.Dense layer(int l) {
            float[] weights = new float[WIDTHS[l] * WIDTHS[l + 1]];
            // Half of the activations are positive, as in nets.
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (i / WIDTHS[l] & 1) == 0 ? 0.01f : -0.01f;
            }
            return new Node.Dense(
                    "in",
                    "out",
                    Tensor.of(weights, WIDTHS[l + 1], WIDTHS[l]),
                    Tensor.of(new float[WIDTHS[l + 1]], WIDTHS[l + 1]),
                    Activation.RELU);
        }

        void run() {
            step.row(registers, 0, workspace);
            step.block(registers, stride, ROWS, workspace);
        }
    }
}
