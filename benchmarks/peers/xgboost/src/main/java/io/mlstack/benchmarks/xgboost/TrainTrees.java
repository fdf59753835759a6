package io.mlstack.benchmarks.xgboost;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.model.TreeTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trains the trees that everybody scores. */
public final class TrainTrees {

    private TrainTrees() {}

    /** {@code SUBJECT}. */
    public static void main(String[] args) throws Exception {
        TreeModel model = (TreeModel) Subject.valueOf(args[0]).create();
        Path part = model.json().resolveSibling("part.json");
        train(model.task()).saveModel(part.toString());
        // Renamed when it is complete, so that an interrupted training leaves no half of a model.
        Files.move(part, model.json(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Booster train(TreeTask task) throws XGBoostError {
        float[] rows = task.trainingRows();
        DMatrix matrix = new DMatrix(rows, TreeTask.TRAINING_ROWS, task.features(), Float.NaN);
        matrix.setLabel(task.labels(rows));
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "binary:logistic");
        // One half is a margin of 0, which every format can say.
        parameters.put("base_score", 0.5);
        parameters.put("max_depth", task.depth());
        parameters.put("eta", TreeTask.ETA);
        parameters.put("tree_method", "hist");
        parameters.put("min_child_weight", 0);
        parameters.put("seed", 1);
        parameters.put("nthread", 1);
        parameters.put("verbosity", 0);
        return XGBoost.train(matrix, parameters, task.trees(), Map.of(), null, null);
    }
}
