package io.mlstack.serve.importer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Column;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.java.XGBoostJNI;
import ml.dmlc.xgboost4j.java.util.BigDenseMatrix;

/** Trains models with XGBoost4J on rows that a seed makes, and scores with them. */
final class XgboostOracle {

    static final int ROWS = 240;
    static final int FEATURES = 5;

    /** How many categories the last two features have where they are categories. */
    static final int[] CATEGORIES = {7, 90};

    private final XgboostCase model;
    private final Booster booster;

    private XgboostOracle(XgboostCase model, Booster booster) {
        this.model = model;
        this.booster = booster;
    }

    static XgboostOracle train(XgboostCase model) throws XGBoostError {
        Random random = new Random(model.name().hashCode());
        float[] rows = rows(model, random);
        DMatrix data = new DMatrix(rows, ROWS, FEATURES, Float.NaN);
        if (model.categories()) {
            data.setFeatureTypes(new String[] {"float", "float", "float", "c", "c"});
        }
        label(data, model, rows, random);
        Map<String, Object> parameters = new HashMap<>(model.parameters());
        parameters.put("nthread", 1);
        parameters.put("seed", 7);
        parameters.put("verbosity", 0);
        Booster booster = XGBoost.train(data, parameters, model.rounds(), new HashMap<>(), null, null);
        data.dispose();
        return new XgboostOracle(model, booster);
    }

    private static float[] rows(XgboostCase model, Random random) {
        float[] rows = new float[ROWS * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            int category = i % FEATURES - (FEATURES - CATEGORIES.length);
            boolean coded = model.categories() && category >= 0;
            float number = coded ? random.nextInt(CATEGORIES[category]) : (float) random.nextGaussian();
            // A few whole numbers, so that rows lie exactly at splits.
            rows[i] = random.nextInt(4) == 0 ? (float) Math.rint(number) : number;
            if (random.nextDouble() < model.missing()) {
                rows[i] = Float.NaN;
            }
        }
        return rows;
    }

    private static void label(DMatrix data, XgboostCase model, float[] rows, Random random) throws XGBoostError {
        float[] labels = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            float x = rows[r * FEATURES];
            float c = rows[r * FEATURES + 3];
            double signal =
                    (Float.isNaN(x) ? 0.7 : x) + (Float.isNaN(c) ? 0 : Math.sin(3 * c)) + random.nextGaussian() / 4;
            labels[r] = (float)
                    switch (model.labels()) {
                        case REAL, PAIRS -> signal;
                        case POSITIVE -> Math.exp(signal / 2);
                        case SHARE -> 1 / (1 + Math.exp(-signal));
                        case TWO -> signal > 0.2 ? 1 : 0;
                        case THREE -> signal < -0.5 ? 0 : signal < 0.5 ? 1 : 2;
                        case TIMES -> Math.exp(signal) * (random.nextInt(4) == 0 ? -1 : 1);
                        case INTERVALS -> Math.exp(signal);
                        case GRADES -> Math.max(0, Math.min(3, Math.rint(signal + 1)));
                    };
        }
        switch (model.labels()) {
            case PAIRS -> pairs(data, labels);
            case INTERVALS -> intervals(data, labels, random);
            case REAL, POSITIVE, SHARE, TWO, THREE, TIMES, GRADES -> data.setLabel(labels);
        }
        if (((String) model.parameters().get("objective")).startsWith("rank:")) {
            int[] groups = new int[ROWS / 20];
            Arrays.fill(groups, 20);
            data.setGroup(groups);
        }
    }

    private static void intervals(DMatrix data, float[] lower, Random random) throws XGBoostError {
        float[] upper = lower.clone();
        for (int r = 0; r < upper.length; r++) {
            upper[r] = random.nextInt(3) == 0 ? Float.POSITIVE_INFINITY : lower[r] * 1.5f;
        }
        XGBoostJNI.XGDMatrixSetFloatInfo(data.getHandle(), "label_lower_bound", lower);
        XGBoostJNI.XGDMatrixSetFloatInfo(data.getHandle(), "label_upper_bound", upper);
    }

    /** Two labels a row, which the Java interface takes as the address of a matrix only. */
    private static void pairs(DMatrix data, float[] labels) throws XGBoostError {
        BigDenseMatrix matrix = new BigDenseMatrix(labels.length, 2);
        for (int r = 0; r < labels.length; r++) {
            matrix.set(r, 0, labels[r]);
            matrix.set(r, 1, 1 - labels[r] * labels[r]);
        }
        data.setLabel(new Column() {
            @Override
            public String toJson() {
                return "{\"data\":[%d,false],\"shape\":[%d,2],\"typestr\":\"<f4\",\"version\":3,\"strides\":null}"
                        .formatted(matrix.address, labels.length);
            }
        });
        matrix.dispose();
    }

    byte[] save(String format) throws XGBoostError {
        return booster.toByteArray(format);
    }

    Booster booster() {
        return booster;
    }

    /** Margins of rows that may hold infinities, which a DMatrix refuses; one row a row. */
    float[][] margins(float[] rows, float missing) throws XGBoostError {
        return predict(rows, missing, Booster.PredictionType.kMargin);
    }

    /** What XGBoost's own predict gives. */
    float[][] predictions(float[] rows) throws XGBoostError {
        return predict(rows, Float.NaN, Booster.PredictionType.kValue);
    }

    private float[][] predict(float[] rows, float missing, Booster.PredictionType type) throws XGBoostError {
        int count = rows.length / FEATURES;
        return booster.inplace_predict(rows, count, FEATURES, missing, new int[] {0, 0}, type, null);
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
