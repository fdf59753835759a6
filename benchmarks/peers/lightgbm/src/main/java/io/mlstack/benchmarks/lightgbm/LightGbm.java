package io.mlstack.benchmarks.lightgbm;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.LightGbmText;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * LightGBM over XGBoost's trees, converted to its format: one row by {@code predictForMatSingleRow}, many by
 * {@code predictForMat} on one thread.
 */
public final class LightGbm implements Peer {

    private static final String FILE = "model.txt";

    @Override
    public void save(BenchmarkModel model, Path folder) throws Exception {
        String text = LightGbmText.of(((TreeModel) model).trees(), model.inputs());
        Files.writeString(folder.resolve(FILE), text);
    }

    @Override
    public Contender open(Path folder, Call call) throws LGBMException {
        LGBMBooster booster =
                LGBMBooster.createFromModelfile(folder.resolve(FILE).toString());
        float[] rows = new float[call.in()];
        return call.rows() == 1 ? new OneRow(booster, rows) : new Batch(booster, call, rows);
    }

    private record OneRow(LGBMBooster booster, float[] row) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws LGBMException {
            System.arraycopy(in, inOffset, row, 0, row.length);
            out[outOffset] = (float) booster.predictForMatSingleRow(row, PredictionType.C_API_PREDICT_NORMAL);
        }

        @Override
        public void close() throws LGBMException {
            booster.close();
        }
    }

    private record Batch(LGBMBooster booster, Call call, float[] rows) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws LGBMException {
            System.arraycopy(in, inOffset, rows, 0, rows.length);
            double[] predicted = booster.predictForMat(
                    rows, call.rows(), call.inputs(), true, PredictionType.C_API_PREDICT_NORMAL, "num_threads=1");
            for (int row = 0; row < predicted.length; row++) {
                out[outOffset + row] = (float) predicted[row];
            }
        }

        @Override
        public void close() throws LGBMException {
            booster.close();
        }
    }
}
