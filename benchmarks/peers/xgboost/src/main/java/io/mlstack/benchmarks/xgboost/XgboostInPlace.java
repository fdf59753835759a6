package io.mlstack.benchmarks.xgboost;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import java.nio.file.Path;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost's {@code inplace_predict} over an array of just the rows, the fastest that its Java API offers. */
public final class XgboostInPlace implements Peer {

    @Override
    public void save(BenchmarkModel model, Path folder) throws Exception {
        XgboostFiles.save((TreeModel) model, folder);
    }

    @Override
    public Contender open(Path folder, Call call) throws XGBoostError {
        return new InPlace(XgboostFiles.open(folder), call, new float[call.in()]);
    }

    private record InPlace(Booster booster, Call call, float[] rows) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws XGBoostError {
            System.arraycopy(in, inOffset, rows, 0, rows.length);
            float[][] predicted = booster.inplace_predict(rows, call.rows(), call.inputs(), Float.NaN);
            for (int row = 0; row < predicted.length; row++) {
                out[outOffset + row] = predicted[row][0];
            }
        }

        @Override
        public void close() {
            booster.dispose();
        }
    }
}
