package io.mlstack.serve.importer;

import io.mlstack.api.table.Columns;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.internal.Assembly;
import io.mlstack.serve.importer.internal.Choices;
import io.mlstack.serve.importer.internal.Head;
import io.mlstack.serve.importer.internal.SourceModel;
import io.mlstack.serve.predict.Scorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares a model with its trainer and looks for the causes of what differs. */
final class Verifier {

    /** Rows whose cause is looked for: each is scored again a few times a column. */
    private static final int EXPLAINED = 100;

    private final SourceModel model;
    private final Choices choices;
    private final Scorer scorer;

    Verifier(SourceModel model, Choices choices, Scorer scorer) {
        this.model = model;
        this.choices = choices;
        this.scorer = scorer;
    }

    List<Claim> claims(Columns rows, List<String> outputs) {
        boolean classifies =
                model.head().task() == Head.Task.TWO_CLASSES || model.head().task() == Head.Task.CLASSES;
        List<String> classes = classifies ? Assembly.classes(model, choices) : List.of();
        return Claims.of(scorer.output(), classes, rows, outputs);
    }

    Verification verify(Columns rows, List<Claim> claims, Tolerance tolerance) {
        Comparison comparison = new Comparison(scorer, rows, claims, tolerance);
        List<Difference> differences = comparison.differences();
        List<String> causes = List.of();
        if (!differences.isEmpty()) {
            causes = new WholeCauses(model, choices, rows, comparison).causes();
            differences = causes.isEmpty() ? explained(differences, comparison, rows) : differences;
        }
        return new Verification(rows.rows(), names(claims), tolerance, differences, causes);
    }

    private List<Difference> explained(List<Difference> differences, Comparison comparison, Columns rows) {
        RowCauses causes = new RowCauses(comparison, rows, choices.missing());
        Map<Integer, String> known = new HashMap<>();
        List<Difference> explained = new ArrayList<>();
        for (Difference difference : differences) {
            int row = difference.row();
            if (!known.containsKey(row) && known.size() < EXPLAINED) {
                known.put(row, causes.cause(row));
            }
            explained.add(difference.because(known.getOrDefault(row, "")));
        }
        return explained;
    }

    private static List<String> names(List<Claim> claims) {
        List<String> names = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim.isComplete()) {
                names.add(claim.column().name());
                continue;
            }
            for (int k = 0; k < claim.width(); k++) {
                if (claim.given()[k]) {
                    names.add(claim.name(k));
                }
            }
        }
        return names;
    }
}
