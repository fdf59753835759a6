package io.mlstack.benchmarks.xgboost;

import io.mlstack.benchmarks.model.TreeModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The model file of XGBoost, and what XGBoost itself says about the benchmark's rows. */
final class XgboostFiles {

    /** Rows whose margins and leaves are kept. */
    private static final int ROWS = 2_048;

    private static final String FILE = "model.json";

    private XgboostFiles() {}

    static void save(TreeModel model, Path folder) throws IOException, XGBoostError {
        Files.copy(model.json(), folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        Booster booster = open(folder);
        DMatrix matrix = new DMatrix(model.rows(ROWS), ROWS, model.inputs(), Float.NaN);
        write(booster.predict(matrix, true), folder.resolve(TreeModel.MARGINS));
        write(booster.predictLeaf(matrix, 0), folder.resolve(TreeModel.LEAVES));
        matrix.dispose();
        booster.dispose();
    }

    static Booster open(Path folder) throws XGBoostError {
        Booster booster = XGBoost.loadModel(folder.resolve(FILE).toString());
        booster.setParam("nthread", 1);
        return booster;
    }

    private static void write(float[][] numbers, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * numbers[0].length * Float.BYTES);
        for (float[] row : numbers) {
            for (float number : row) {
                bytes.putFloat(number);
            }
        }
        Files.write(file, bytes.array());
    }
}
