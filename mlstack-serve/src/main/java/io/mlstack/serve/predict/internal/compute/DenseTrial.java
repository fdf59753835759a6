package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import java.util.Arrays;
import java.util.function.Consumer;

/** A row through layers of the widths that nets have: wide, odd and narrow. */
final class DenseTrial implements Consumer<DenseKernels> {

    private static final int INPUTS = 64;
    private static final int[] OUTPUTS = {128, 50, 10};

    @Override
    public void accept(DenseKernels kernels) {
        Holder holder = Holder.ONE;
        for (DenseLayer layer : holder.layers) {
            kernels.row(layer, holder.inputs, holder.values, INPUTS, holder.sums);
        }
    }

    /** Made only where a trial runs; trials of a family never run side by side. */
    private static final class Holder {
        static final Holder ONE = new Holder();

        final DenseLayer[] layers =
                Arrays.stream(OUTPUTS).mapToObj(Holder::layer).toArray(DenseLayer[]::new);
        final int[] inputs = new int[INPUTS];
        final float[] values = new float[INPUTS];
        final float[] sums = new float[OUTPUTS[0]];

        Holder() {
            Arrays.setAll(inputs, i -> i);
            Arrays.fill(values, 1f);
        }

        private static DenseLayer layer(int outputs) {
            Tensor weights = Tensor.of(new float[outputs * INPUTS], outputs, INPUTS);
            return DenseLayer.of(
                    new Node.Dense("in", "out", weights, Tensor.of(new float[outputs], outputs), Activation.RELU));
        }
    }
}
