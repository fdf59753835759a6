package io.mlstack.serve.bundle;

import io.mlstack.api.model.Tensor;
import io.mlstack.serve.predict.Scorer;
import java.util.Map;
import java.util.SortedMap;

/**
 * Rows and what the model made of them, flattened as {@link Scorer} flattens; proof at load that it still does.
 *
 * @param rows at least 1
 * @param inputs row-major, {@code rows * scorer.inputWidth()}
 * @param outputs row-major, {@code rows * scorer.outputWidth()}
 */
record Goldens(int rows, double[] inputs, double[] outputs) {

    /**
     * How far an output may move, relative above 1: what training promises of exported models. Part of the format, so that
     * no file can ask for less.
     */
    static final double TOLERANCE = 1e-6;

    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";

    static Goldens of(SortedMap<String, Tensor> inputs, SortedMap<String, Tensor> outputs, String place) {
        Tensor in = inputs.get(INPUTS);
        Tensor out = outputs.get(OUTPUTS);
        if (in == null
                || out == null
                || in.shape().size() != 2
                || out.shape().size() != 2
                || !in.shape().get(0).equals(out.shape().get(0))
                || in.shape().get(0) == 0) {
            throw BundleRejectedException.of(
                    "bundle.goldens",
                    place,
                    "goldens are no two tables of equally many rows, at least one",
                    "pack the model again");
        }
        return new Goldens(in.shape().get(0), in.toDoubles(), out.toDoubles());
    }

    Map<String, Tensor> inputTensors() {
        return Map.of(INPUTS, Tensor.of(inputs, rows, inputs.length / rows));
    }

    Map<String, Tensor> outputTensors() {
        return Map.of(OUTPUTS, Tensor.of(outputs, rows, outputs.length / rows));
    }

    /** Scores the inputs again and rejects the bundle if an output is off by more than {@link #TOLERANCE}. */
    void check(Scorer scorer, String place) {
        if (inputs.length != (long) rows * scorer.inputWidth()
                || outputs.length != (long) rows * scorer.outputWidth()) {
            throw BundleRejectedException.of(
                    "bundle.goldens", place, "goldens are not as wide as the model", "pack the model again");
        }
        double[] again = new double[outputs.length];
        scorer.score(inputs, 0, rows, again, 0, scorer.scratch());
        for (int i = 0; i < again.length; i++) {
            if (!agree(again[i], outputs[i])) {
                throw BundleRejectedException.of(
                        "bundle.goldens",
                        place,
                        "golden row " + i / scorer.outputWidth() + ", output " + i % scorer.outputWidth() + " was "
                                + outputs[i] + " and is now " + again[i],
                        "do not serve this model with this version of mlstack: pack it again");
            }
        }
    }

    /** Infinity is near nothing but itself: relative to it, every other number would be. */
    static boolean agree(double a, double b) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b) == 0;
        }
        return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }
}
