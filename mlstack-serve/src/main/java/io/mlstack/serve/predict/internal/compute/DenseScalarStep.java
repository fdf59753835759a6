package io.mlstack.serve.predict.internal.compute;

/** Dense layers in loops that C2 vectorises by itself. */
final class DenseScalarStep extends DenseStep {

    /** A block computes all its rows; with fewer of them one at a time is faster. */
    private static final int MANY = 96;

    private final int from;
    private final int to;
    private final Preparation preparation;
    private final DenseLayer[] layers;

    DenseScalarStep(DensePlan plan) {
        super(plan);
        this.from = plan.from();
        this.to = plan.to();
        this.preparation = plan.preparation();
        this.layers = plan.layers().stream().map(DenseLayer::of).toArray(DenseLayer[]::new);
    }

    @Override
    void layer(int layer, int[] inputs, float[] values, int count, float[] sums) {
        DenseRowKernels.layer(layers[layer].rows(), layers[layer].bias(), inputs, values, count, sums);
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        if (rows < MANY) {
            rows(registers, stride, 0, rows, workspace);
            return;
        }
        float[][] front = workspace.front();
        float[][] back = workspace.back();
        DenseBlockKernels.load(preparation, registers, from, stride, rows, layers[0].inputs(), front);
        for (DenseLayer layer : layers) {
            DenseBlockKernels.layer(layer, front, back);
        }
        DenseBlockKernels.store(front, layers[layers.length - 1].outputs(), registers, to, stride, rows);
    }
}
