package io.mlstack.serve.importer;

import io.mlstack.api.table.Columns;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model's scores beside its trainer's. Not thread-safe: it has memory to score single rows with. */
final class Comparison {

    private final Scorer scorer;
    private final List<Claim> claims;
    private final Tolerance tolerance;
    private final int rows;
    private final double[] in;
    private final double[] out;
    private final Scratch scratch;
    private final double[] single;

    Comparison(Scorer scorer, Columns rows, List<Claim> claims, Tolerance tolerance) {
        this.scorer = scorer;
        this.claims = claims;
        this.tolerance = tolerance;
        this.rows = rows.rows();
        this.in = scorer.flatten(rows);
        this.scratch = scorer.scratch();
        this.out = new double[Math.multiplyExact(this.rows, scorer.outputWidth())];
        this.single = new double[scorer.outputWidth()];
        scorer.score(in, 0, this.rows, out, 0, scratch);
    }

    int rows() {
        return rows;
    }

    List<Claim> claims() {
        return claims;
    }

    Tolerance tolerance() {
        return tolerance;
    }

    Scorer scorer() {
        return scorer;
    }

    /** The numbers that went into the model for one row. */
    double[] input(int row) {
        int width = scorer.inputWidth();
        return Arrays.copyOfRange(in, row * width, (row + 1) * width);
    }

    double ours(int row, Claim claim, int k) {
        return out[row * scorer.outputWidth() + claim.at() + k];
    }

    /** Any number of a row of outputs. */
    double ours(int row, int at) {
        return out[row * scorer.outputWidth() + at];
    }

    List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (Claim claim : claims) {
                for (int k = 0; k < claim.width(); k++) {
                    double ours = ours(row, claim, k);
                    if (claim.given()[k] && !accepts(claim, row, k, ours)) {
                        double theirs = claim.number(row, k);
                        differences.add(new Difference(
                                row,
                                claim.name(k),
                                ours,
                                theirs,
                                Tolerance.exact().distance(theirs, ours),
                                ""));
                    }
                }
            }
        }
        return differences;
    }

    /** Whether all claims about a row hold when these numbers go into the model instead. */
    boolean agrees(int row, double[] input) {
        scorer.score(input, 0, 1, single, 0, scratch);
        for (Claim claim : claims) {
            for (int k = 0; k < claim.width(); k++) {
                if (claim.given()[k] && !accepts(claim, row, k, single[claim.at() + k])) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean accepts(Claim claim, int row, int k, double ours) {
        double theirs = claim.number(row, k);
        return claim.isLabel() ? ours == theirs : tolerance.accepts(theirs, ours);
    }
}
