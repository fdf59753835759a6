package io.mlstack.serve.bundle;

import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.List;

/** A small logistic model that tells cats from dogs. */
public final class PetModel {

    public static final Schema SCHEMA = Schema.of(
            Column.of("weight_kg", ColumnType.FLOAT64).asNullable(), Column.of("height_cm", ColumnType.FLOAT64));

    private PetModel() {}

    public static ModelGraph graph(double bias) {
        return graph(SCHEMA, bias);
    }

    static ModelGraph graph(Schema schema, double bias) {
        List<String> classes = List.of("cat", "dog");
        return ModelGraph.from(schema)
                .add(new Node.Concat(List.of("weight_kg", "height_cm"), "numbers"))
                .add(new Node.Impute("numbers", "filled", Tensor.of(new double[] {12, 40}, 2)))
                .add(new Node.Standardise(
                        "filled", "scaled", Tensor.of(new double[] {12, 40}, 2), Tensor.of(new double[] {9, 15}, 2)))
                .add(new Node.Linear(
                        "scaled",
                        "score",
                        Tensor.of(new double[] {1.5, 2.25}, 1, 2),
                        Tensor.of(new double[] {bias}, 1)))
                .add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 1))
                .add(new Node.Threshold("probabilities", "species", 1, .5, classes))
                .add(new Node.Pick("probabilities", "species", "probability"))
                .output(Column.of("species", ColumnType.category(classes)))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .output(Column.of("probabilities", ColumnType.vector(2)))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
    }

    static Columns rows(Schema schema) {
        return Columns.builder(schema)
                .row(4.2, 25.0)
                .row(31.0, 62.0)
                .row(null, 41.0)
                .build();
    }

    static BundleBuilder builder(double bias) {
        return Bundle.builder("pets", graph(bias))
                .problem(Problem.binary("pets", "species", "dog"))
                .card("# Pets\n\nTells cats from dogs.\n")
                .lineage(Json.object().put("seed", 7).build())
                .goldens(rows(SCHEMA));
    }

    public static Bundle bundle(double bias) {
        return builder(bias).build();
    }
}
