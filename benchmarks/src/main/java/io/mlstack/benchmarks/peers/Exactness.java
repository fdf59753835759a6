package io.mlstack.benchmarks.peers;

import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.serve.predict.Scorer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows in which mlstack and the trainer of trees differ. */
final class Exactness {

    private Exactness() {}

    /** How many rows have a margin with other bits than XGBoost's, one by one or in batches. */
    static int differingMargins(TreeModel model, Path xgboost) throws IOException {
        return differing(Scorer.compile(model.marginGraph()), model, floats(xgboost.resolve(TreeModel.MARGINS)));
    }

    /** How many rows arrive at another leaf than XGBoost's in some tree. */
    static int differingLeaves(TreeModel model, Path xgboost) throws IOException {
        return differing(Scorer.compile(model.leafGraph()), model, floats(xgboost.resolve(TreeModel.LEAVES)));
    }

    private static int differing(Scorer scorer, TreeModel model, FloatBuffer right) {
        return Math.max(differing(scorer, model, right, 1), differing(scorer, model, right, Entrant.BATCH));
    }

    private static int differing(Scorer scorer, TreeModel model, FloatBuffer right, int rowsPerCall) {
        int width = scorer.outputWidth();
        int count = right.capacity() / width;
        float[] rows = model.rows(count);
        float[] out = new float[count * width];
        for (int row = 0; row < count; row += rowsPerCall) {
            int rest = Math.min(rowsPerCall, count - row);
            scorer.score(rows, row * model.inputs(), rest, out, row * width, scorer.scratch());
        }
        int differing = 0;
        for (int row = 0; row < count; row++) {
            boolean same = true;
            for (int k = row * width; k < (row + 1) * width; k++) {
                same &= Float.floatToRawIntBits(out[k]) == Float.floatToRawIntBits(right.get(k));
            }
            differing += same ? 0 : 1;
        }
        return differing;
    }

    private static FloatBuffer floats(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).asFloatBuffer();
    }
}
