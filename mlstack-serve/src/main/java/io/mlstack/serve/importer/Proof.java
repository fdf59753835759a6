package io.mlstack.serve.importer;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Validity;
import io.mlstack.serve.bundle.BundleBuilder;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.internal.Assembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows with the trainer's scores that a model agreed with, to become the goldens of its bundle.
 *
 * @param rows the first rows that were compared
 * @param claims what the trainer made of them
 */
record Proof(Columns rows, List<Claim> claims, Tolerance tolerance) {

    /** Rows to keep: enough to visit the leaves that matter, few enough to open a bundle at once. */
    private static final int ROWS = 512;

    static Proof of(Columns rows, List<Claim> claims, Tolerance tolerance) {
        int kept = Math.min(ROWS, rows.rows());
        return new Proof(
                rows.slice(0, kept), claims.stream().map(c -> c.limit(kept)).toList(), tolerance);
    }

    void addTo(BundleBuilder bundle) {
        List<Column> columns = new ArrayList<>();
        List<ColumnVector> vectors = new ArrayList<>();
        Map<String, Tolerance> tolerances = new TreeMap<>();
        for (Claim claim : claims) {
            Claim whole = whole(claim);
            if (whole.isComplete()) {
                columns.add(whole.column().asNullable());
                vectors.add(vector(whole));
                tolerances.put(whole.column().name(), tolerance(whole, !claim.isComplete()));
            }
        }
        if (!columns.isEmpty()) {
            bundle.goldens(rows, Columns.of(Schema.of(columns), vectors), tolerances);
        }
    }

    /** Of two probabilities, the one that is not given is what is left of 1. */
    private static Claim whole(Claim claim) {
        boolean pair = claim.width() == 2 && claim.given()[0] != claim.given()[1];
        if (!pair || !claim.column().name().equals(Assembly.PROBABILITIES)) {
            return claim;
        }
        double[] numbers = claim.numbers().clone();
        int known = claim.given()[0] ? 0 : 1;
        for (int row = 0; 2 * row < numbers.length; row++) {
            numbers[2 * row + 1 - known] = 1 - numbers[2 * row + known];
        }
        return new Claim(claim.column(), claim.at(), 2, numbers, new boolean[] {true, true});
    }

    private static ColumnVector vector(Claim claim) {
        if (claim.isLabel()) {
            ColumnBuilder codes = ColumnBuilder.of(claim.column().type());
            for (double code : claim.numbers()) {
                if (code < 0) {
                    codes.appendMissing();
                } else {
                    codes.appendCode((int) code);
                }
            }
            return codes.build();
        }
        if (claim.width() == 1 && claim.column().type().kind() == ColumnType.Kind.FLOAT64) {
            return DoubleVector.of(claim.numbers());
        }
        float[] narrow = new float[claim.numbers().length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) claim.numbers()[i];
        }
        return FloatVector.of(claim.width(), narrow, Validity.allPresent(narrow.length / claim.width()));
    }

    /** Vectors are kept as float32, which may be half a step away; what is left of 1 has the rounding of 1. */
    private Tolerance tolerance(Claim claim, boolean completed) {
        if (completed) {
            double steps = tolerance.measure() == Tolerance.Measure.ULPS ? tolerance.limit() + 1 : 1;
            double limit = tolerance.measure() == Tolerance.Measure.ULPS ? 0 : tolerance.limit();
            return Tolerance.absolute(limit + steps * Math.ulp(1f));
        }
        boolean narrowed = claim.width() > 1;
        return switch (tolerance.measure()) {
            case ULPS -> narrowed ? Tolerance.ulps((int) tolerance.limit() + 1) : tolerance;
            case RELATIVE -> narrowed ? Tolerance.relative(tolerance.limit() + 0x1p-23) : tolerance;
            case ABSOLUTE -> tolerance;
        };
    }
}
