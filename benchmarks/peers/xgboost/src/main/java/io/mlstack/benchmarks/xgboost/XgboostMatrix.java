package io.mlstack.benchmarks.xgboost;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import java.nio.file.Path;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost as its examples use it: a matrix made and thrown away in each call. */
public final class XgboostMatrix implements Peer {

    @Override
    public void save(BenchmarkModel model, Path folder) throws Exception {
        XgboostFiles.save((TreeModel) model, folder);
    }

    @Override
    public Contender open(Path folder, Call call) throws XGBoostError {
        return new Matrix(XgboostFiles.open(folder), call);
    }

    private record Matrix(Booster booster, Call call) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws XGBoostError {
            float[] rows = Arrays.copyOfRange(in, inOffset, inOffset + call.in());
            DMatrix matrix = new DMatrix(rows, call.rows(), call.inputs(), Float.NaN);
            try {
                float[][] predicted = booster.predict(matrix);
                for (int row = 0; row < predicted.length; row++) {
                    out[outOffset + row] = predicted[row][0];
                }
            } finally {
                matrix.dispose();
            }
        }

        @Override
        public void close() {
            booster.dispose();
        }
    }
}
