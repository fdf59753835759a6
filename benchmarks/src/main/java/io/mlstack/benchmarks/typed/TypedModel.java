package io.mlstack.benchmarks.typed;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.List;
import java.util.Random;

/** Logistic regression over thirty numbers, with the answers that training gives a binary problem. */
final class TypedModel {

    static final int WIDTH = 30;

    private static final List<String> CLASSES = List.of("benign", "malignant");
    private static final long WEIGHT_SEED = 19;
    private static final long ROW_SEED = 20;

    private TypedModel() {}

    static ModelGraph graph() {
        Random random = new Random(WEIGHT_SEED);
        Schema schema = Schema.of(Thirty.class);
        return ModelGraph.from(schema)
                .add(new Node.Concat(schema.names(), "features"))
                .add(new Node.Standardise(
                        "features",
                        "scaled",
                        Tensor.of(random.doubles(WIDTH, -1, 1).toArray(), WIDTH),
                        Tensor.of(random.doubles(WIDTH, 0.5, 1.5).toArray(), WIDTH)))
                .add(new Node.Linear(
                        "scaled",
                        "score",
                        Tensor.of(random.doubles(WIDTH, -0.5, 0.5).toArray(), 1, WIDTH),
                        Tensor.of(new double[] {0.3}, 1)))
                .add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 1))
                .add(new Node.Threshold("probabilities", "diagnosis", 1, 0.5, CLASSES))
                .add(new Node.Pick("probabilities", "diagnosis", "probability"))
                .output(Column.of("diagnosis", ColumnType.category(CLASSES)))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .output(Column.of("probabilities", ColumnType.vector(CLASSES.size())))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
    }

    static Thirty[] rows(int count) {
        Random random = new Random(ROW_SEED);
        Thirty[] rows = new Thirty[count];
        double[] row = new double[WIDTH];
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = random.nextGaussian();
            }
            rows[r] = Thirty.of(row);
        }
        return rows;
    }

    static String label(double code) {
        return CLASSES.get((int) code);
    }
}
