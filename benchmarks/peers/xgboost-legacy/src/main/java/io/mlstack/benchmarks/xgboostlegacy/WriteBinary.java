package io.mlstack.benchmarks.xgboostlegacy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;

/** Turns a model in JSON into XGBoost's old binary format, which H2O's predictor reads. */
public final class WriteBinary {

    private WriteBinary() {}

    /** {@code JSON BINARY}. */
    public static void main(String[] args) throws Exception {
        // XGBoost 3 writes the base score as a list; 2 reads a number.
        String json = Files.readString(Path.of(args[0])).replaceFirst("\"base_score\":\"\\[([^]]*)]\"", "\"base_score\":\"$1\"");
        Booster booster = XGBoost.loadModel(json.getBytes(StandardCharsets.UTF_8));
        try (OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
            booster.saveModel(out, "deprecated");
        }
    }
}
