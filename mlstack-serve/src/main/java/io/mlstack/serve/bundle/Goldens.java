package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.Scorer;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows and what is to become of them, flattened as {@link Scorer} flattens; proof at load that it still does.
 *
 * @param rows at least 1
 * @param inputs row-major, {@code rows * scorer.inputWidth()}
 * @param outputs row-major, {@code rows * scorer.outputWidth()}
 */
record Goldens(int rows, double[] inputs, double[] outputs) {

    /**
     * How far an output that the model itself made may move, relative above 1: what training promises of exported models.
     * Part of the format, so that no file can ask for less.
     */
    static final double TOLERANCE = 1e-6;

    /** How large an absolute tolerance may be beside the largest output: a file must not claim agreement by a wide margin. */
    private static final double MAX_ABSOLUTE = 1e-2;

    private static final int MAX_FINDINGS = 20;
    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";

    static Goldens of(SortedMap<String, Tensor> inputs, SortedMap<String, Tensor> outputs, String place) {
        Tensor in = inputs.get(INPUTS);
        Tensor out = outputs.get(OUTPUTS);
        if (in == null
                || out == null
                || !isTable(in)
                || !isTable(out)
                || !in.shape().get(0).equals(out.shape().get(0))
                || inputs.size() + outputs.size() > 2) {
            throw rejected(place, "goldens are no two tables of equally many rows, at least one");
        }
        return new Goldens(in.shape().get(0), in.toDoubles(), out.toDoubles());
    }

    private static boolean isTable(Tensor tensor) {
        return tensor.type() == Tensor.Type.F64
                && tensor.shape().size() == 2
                && tensor.shape().get(0) > 0;
    }

    Map<String, Tensor> inputTensors() {
        return Map.of(INPUTS, Tensor.of(inputs, rows, inputs.length / rows));
    }

    Map<String, Tensor> outputTensors() {
        return Map.of(OUTPUTS, Tensor.of(outputs, rows, outputs.length / rows));
    }

    /** Scores the inputs again and rejects the bundle if an output is too far off, with the first such outputs. */
    void check(Scorer scorer, GoldenClaim claim, String place) {
        if (inputs.length != (long) rows * scorer.inputWidth()
                || outputs.length != (long) rows * scorer.outputWidth()) {
            throw rejected(place, "goldens are not as wide as the model");
        }
        for (String column : claim.outputs().keySet()) {
            if (!scorer.graph().output().has(column)) {
                throw rejected(
                        place, "the trainer made goldens of \"" + column + "\", which the model does not predict");
            }
        }
        double[] again = new double[outputs.length];
        scorer.score(inputs, 0, rows, again, 0, scorer.scratch());
        Findings findings = Findings.upTo(MAX_FINDINGS);
        int at = 0;
        for (Column column : scorer.graph().output()) {
            Tolerance tolerance = claim.outputs().get(column.name());
            int width = width(column);
            if (tolerance != null) {
                requireNarrow(tolerance, column, at, width, place);
            }
            compare(column, tolerance, at, width, again, findings, place);
            at += width;
        }
        findings.throwIfAny(BundleRejectedException::new);
    }

    private void compare(
            Column column,
            @Nullable Tolerance tolerance,
            int at,
            int width,
            double[] again,
            Findings findings,
            String place) {
        int rowWidth = outputs.length / rows;
        for (int row = 0; row < rows; row++) {
            for (int e = at; e < at + width; e++) {
                double expected = outputs[row * rowWidth + e];
                double actual = again[row * rowWidth + e];
                String where =
                        place + " row " + row + ", output " + column.name() + (width > 1 ? "[" + (e - at) + "]" : "");
                if (tolerance == null && !agree(actual, expected)) {
                    findings.add(
                            "bundle.goldens",
                            where,
                            "was " + expected + " when the model was packed and is now " + actual,
                            "do not serve this model with this version of mlstack: pack it again");
                } else if (tolerance != null && !tolerance.accepts(expected, actual)) {
                    findings.add(
                            "bundle.goldens-of-trainer",
                            where,
                            "is " + expected + " by the trainer and " + actual + " here, not " + tolerance,
                            "do not serve this model: check the missing value, the encoding of categories and the"
                                    + " version of the trainer");
                }
            }
        }
    }

    private void requireNarrow(Tolerance tolerance, Column column, int at, int width, String place) {
        if (tolerance.measure() != Tolerance.Measure.ABSOLUTE) {
            return;
        }
        double largest = 0;
        for (int i = 0; i < outputs.length; i++) {
            int e = i % (outputs.length / rows);
            if (e >= at && e < at + width && Double.isFinite(outputs[i])) {
                largest = Math.max(largest, Math.abs(outputs[i]));
            }
        }
        if (tolerance.limit() > Math.max(TOLERANCE, MAX_ABSOLUTE * largest)) {
            throw rejected(
                    place,
                    "output " + column.name() + " is to agree " + tolerance + ", which beside its largest value "
                            + largest + " says nothing");
        }
    }

    /** Numbers of a column in a flattened row. */
    static int width(Column column) {
        return column.type() instanceof ColumnType.Vector vector ? vector.width() : 1;
    }

    /** Infinity is near nothing but itself: relative to it, every other number would be. */
    static boolean agree(double a, double b) {
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return Double.compare(a, b) == 0;
        }
        return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
    }

    private static BundleRejectedException rejected(String place, String message) {
        return new BundleRejectedException(new Finding("bundle.goldens", place, message, "pack the model again"));
    }
}
