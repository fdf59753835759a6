package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.util.Locale;

/**
 * Features as the model will see them: the first part of its graph, compiled by the scorer that will serve it, so that
 * training and serving cannot drift apart.
 */
final class FeatureMatrix {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;
    private static final int BLOCK = 4_096;

    private final Scorer scorer;

    /**
     * @param prefix a graph that ends in the features
     * @param features name of the value that holds them
     */
    FeatureMatrix(ModelGraph.Builder prefix, String features, int width) {
        ColumnType type = width == 1 ? ColumnType.FLOAT64 : ColumnType.vector(width);
        this.scorer = Scorer.compile(prefix.output(Column.of(features, type)).build());
    }

    /**
     * The features of rows, {@code [rows, width]} row by row, in float64.
     *
     * @throws InvalidInputException if they do not fit into one array
     */
    double[] of(Columns rows, String part) {
        int width = scorer.outputWidth();
        if ((long) rows.rows() * width > MOST_NUMBERS) {
            throw new InvalidInputException(new Finding(
                    "train.too-many-numbers",
                    part,
                    String.format(Locale.ROOT, "%,d rows of %,d features exceed one array", rows.rows(), width),
                    "train on a sample of the rows, or on fewer columns or categories"));
        }
        double[] out = new double[rows.rows() * width];
        Scratch scratch = scorer.scratch();
        for (int from = 0; from < rows.rows(); from += BLOCK) {
            int count = Math.min(BLOCK, rows.rows() - from);
            double[] in = scorer.flatten(rows.slice(from, from + count));
            scorer.score(in, 0, count, out, from * width, scratch);
        }
        return out;
    }
}
