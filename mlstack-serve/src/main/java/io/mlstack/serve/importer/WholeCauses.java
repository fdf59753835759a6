package io.mlstack.serve.importer;

import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.internal.Assembly;
import io.mlstack.serve.importer.internal.Choices;
import io.mlstack.serve.importer.internal.Quirk;
import io.mlstack.serve.importer.internal.Rounds;
import io.mlstack.serve.importer.internal.SourceModel;
import io.mlstack.serve.predict.Scorer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for one cause that explains every difference at once. */
final class WholeCauses {

    /** Probabilities and other transformed scores of float32 trainers: their functions are right to a few steps. */
    private static final Tolerance NEAR = Tolerance.ulps(64);

    /** Rounds of a model up to which each number of them is tried. */
    private static final int SCANNED = 256;

    private final SourceModel model;
    private final Choices choices;
    private final Columns rows;
    private final Comparison comparison;

    WholeCauses(SourceModel model, Choices choices, Columns rows, Comparison comparison) {
        this.model = model;
        this.choices = choices;
        this.rows = rows;
        this.comparison = comparison;
    }

    List<String> causes() {
        List<String> causes = new ArrayList<>();
        rounds(causes);
        for (Claim claim : comparison.claims()) {
            if (!claim.isLabel() && differs(claim)) {
                otherOutput(claim, causes);
                reversed(claim, causes);
                offset(claim, causes);
                quirks(claim, causes);
            }
        }
        narrowed(causes);
        if (causes.isEmpty()) {
            fewerRounds(causes);
        }
        return causes;
    }

    private boolean differs(Claim claim) {
        return !holds(claim, comparison.tolerance(), (row, k) -> comparison.ours(row, claim, k));
    }

    private interface Numbers {
        double at(int row, int k);
    }

    private boolean holds(Claim claim, Tolerance tolerance, Numbers numbers) {
        for (int row = 0; row < comparison.rows(); row++) {
            for (int k = 0; k < claim.width(); k++) {
                if (claim.given()[k] && !tolerance.accepts(claim.number(row, k), numbers.at(row, k))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** An early-stopped model scores with all rounds or up to the best one, depending on how it is called. */
    private void rounds(List<String> causes) {
        Rounds rounds = model.rounds();
        int chosen = choices.rounds().orElse(rounds.usual());
        Set<Integer> others = new LinkedHashSet<>(List.of(rounds.all(), rounds.usual()));
        rounds.best().ifPresent(others::add);
        others.remove(chosen);
        for (int other : others) {
            ModelGraph graph = Assembly.graph(model, choices.withRounds(other));
            Comparison again = new Comparison(Scorer.compile(graph), rows, comparison.claims(), comparison.tolerance());
            if (again.differences().isEmpty()) {
                causes.add("agrees when " + other + " of " + rounds.all() + " rounds count, not " + chosen + ": call "
                        + (other == rounds.all() ? "allRounds()" : "rounds(" + other + ")"));
            }
        }
    }

    /** Another number of rounds, which the file does not note. */
    private void fewerRounds(List<String> causes) {
        int all = model.rounds().all();
        if (all > SCANNED || rows.rows() == 0) {
            return;
        }
        Columns first = rows.slice(0, 1);
        List<Claim> claims =
                comparison.claims().stream().map(claim -> claim.limit(1)).toList();
        for (int count = all; count > 0; count--) {
            Scorer scorer = Scorer.compile(Assembly.graph(model, choices.withRounds(count)));
            boolean near = new Comparison(scorer, first, claims, comparison.tolerance())
                    .differences()
                    .isEmpty();
            if (near
                    && new Comparison(scorer, rows, comparison.claims(), comparison.tolerance())
                            .differences()
                            .isEmpty()) {
                causes.add("agrees when " + count + " of " + all + " rounds count: call rounds(" + count + ")");
                return;
            }
        }
    }

    /** A trainer of float64 that was given rows of float32. */
    private void narrowed(List<String> causes) {
        if (model.type() != Tensor.Type.F64 || comparison.rows() == 0) {
            return;
        }
        for (int row = 0; row < comparison.rows(); row++) {
            double[] input = comparison.input(row);
            for (int i = 0; i < input.length; i++) {
                input[i] = (float) input[i];
            }
            if (!comparison.agrees(row, input)) {
                return;
            }
        }
        causes.add("agrees when the rows are rounded to float32, as the trainer's were: "
                + "declare their columns as float32 by schema(...)");
    }

    private void quirks(Claim claim, List<String> causes) {
        int rounds = choices.rounds().orElse(model.rounds().usual());
        for (Quirk quirk : model.quirks(rounds)) {
            if (quirk.output().equals(claim.column().name())
                    && holds(claim, NEAR, (row, k) -> quirk.theirs().applyAsDouble(comparison.ours(row, claim, k)))) {
                causes.add(quirk.cause());
            }
        }
    }

    /** Probabilities where margins belong, and the like. */
    private void otherOutput(Claim claim, List<String> causes) {
        int at = 0;
        for (Column output : comparison.scorer().output()) {
            int width = output.type() instanceof ColumnType.Vector vector ? vector.width() : 1;
            boolean another = at != claim.at() && !(output.type() instanceof ColumnType.Category);
            for (int first = 0; another && first + claim.width() <= width; first++) {
                int from = at + first;
                if (holds(claim, NEAR, (row, k) -> comparison.ours(row, from + k))) {
                    String part = width == claim.width() ? "" : "_" + first;
                    causes.add("the trainer's " + claim.column().name() + " agrees with our " + output.name() + part
                            + ": name the column so");
                    return;
                }
            }
            at += width;
        }
    }

    private void reversed(Claim claim, List<String> causes) {
        boolean pair = claim.width() == 2 && claim.column().name().equals(Assembly.PROBABILITIES);
        if (pair && holds(claim, NEAR, (row, k) -> comparison.ours(row, claim, 1 - k))) {
            causes.add(
                    "agrees when the two classes change places: give classes(...) in the order of the training codes");
        }
    }

    private void offset(Claim claim, List<String> causes) {
        if (comparison.rows() < 2 || claim.width() > 1) {
            return;
        }
        double offset = claim.number(0, 0) - comparison.ours(0, claim, 0);
        double size = Math.abs(offset);
        for (int row = 0; row < comparison.rows(); row++) {
            size = Math.max(size, Math.abs(claim.number(row, 0)));
        }
        double slack = 64 * Math.ulp((float) size);
        boolean constant = Double.isFinite(offset)
                && Math.abs(offset) > slack
                && holds(claim, Tolerance.absolute(slack), (row, k) -> comparison.ours(row, claim, k) + offset);
        if (constant) {
            causes.add(
                    "all of the trainer's " + claim.column().name() + " lie " + CanonicalNumber.format((float) offset)
                            + " above ours: it was given a base margin, or another base score than the file has");
        }
    }
}
