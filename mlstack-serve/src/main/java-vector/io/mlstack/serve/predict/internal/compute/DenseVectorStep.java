package io.mlstack.serve.predict.internal.compute;

/** Dense layers over {@link DenseVectorLayer}; a block goes through all layers {@value #ROWS} rows at a time. */
final class DenseVectorStep extends DenseStep {

    /** So many rows of the widest layers lie in the second cache, and share what is read of the weights. */
    private static final int ROWS = 8 * DenseVectorLayer.TILE;

    /** Fewer rows left over than this are faster one at a time than in a tile of which the rest is wasted. */
    private static final int FEW = 4;

    private final int from;
    private final int to;
    private final Preparation preparation;
    private final DenseVectorLayer[] layers;

    DenseVectorStep(DensePlan plan) {
        super(plan);
        this.from = plan.from();
        this.to = plan.to();
        this.preparation = plan.preparation();
        this.layers = plan.layers().stream().map(DenseVectorLayer::new).toArray(DenseVectorLayer[]::new);
    }

    @Override
    void layer(int layer, int[] inputs, float[] values, int count, float[] sums) {
        layers[layer].row(inputs, values, count, sums);
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        int left = rows % DenseVectorLayer.TILE;
        int tiled = left < FEW ? rows - left : rows;
        for (int r = 0; r < tiled; r += ROWS) {
            some(registers, r * stride, stride, Math.min(ROWS, tiled - r), workspace);
        }
        rows(registers, stride, tiled, rows, workspace);
    }

    private void some(double[] registers, int base, int stride, int rows, Workspace workspace) {
        int whole = (rows + DenseVectorLayer.TILE - 1) / DenseVectorLayer.TILE * DenseVectorLayer.TILE;
        int across = layers[0].inputs();
        float[] front = workspace.frontRows(ROWS);
        float[] back = workspace.backRows(ROWS);
        for (int r = 0; r < rows; r++) {
            preparation.floats(registers, base + r * stride + from, front, r * across);
        }
        for (DenseVectorLayer layer : layers) {
            int next = DenseVectorLayer.padded(layer.outputs());
            layer.block(front, across, back, next, whole);
            DenseActivation.apply(layer.activation(), back, rows * next);
            float[] swapped = front;
            front = back;
            back = swapped;
            across = next;
        }
        int width = layers[layers.length - 1].outputs();
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                registers[base + r * stride + to + j] = front[r * across + j];
            }
        }
    }
}
