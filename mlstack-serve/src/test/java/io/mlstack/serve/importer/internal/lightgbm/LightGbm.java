package io.mlstack.serve.importer.internal.lightgbm;

import com.microsoft.ml.lightgbm.PredictionType;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * LightGBM 4.3.0 itself, which trains models and says what they score. Its native code is unpacked under fixed names into a
 * folder of this JVM's own; where it cannot be loaded (it needs libgomp) tests are skipped by that name.
 */
public final class LightGbm {

    private static final @Nullable Throwable FAILURE = load();

    private LightGbm() {}

    private static @Nullable Throwable load() {
        String shared = System.getProperty("java.io.tmpdir");
        try {
            Path own = Files.createTempDirectory("lightgbm4j");
            System.setProperty("java.io.tmpdir", own.toString());
            LGBMBooster.loadNative();
            return null;
        } catch (IOException | LinkageError e) {
            return e;
        } finally {
            System.setProperty("java.io.tmpdir", shared);
        }
    }

    /** Skips the test where LightGBM's native code does not run. */
    public static void assumeItRuns() {
        Assumptions.assumeTrue(
                FAILURE == null,
                () -> "LightGBM's native library cannot be loaded (is libgomp installed?): " + FAILURE);
    }

    /** Rows to train on. */
    public record Data(int columns, double[] rows, float[] labels, int @Nullable [] groups) {
        public int size() {
            return labels.length;
        }
    }

    /** The text of a model, trained on one thread. */
    public static String train(Data data, String parameters, int iterations, String... names) {
        assumeItRuns();
        String all = parameters + " verbosity=-1 num_threads=1 seed=7 deterministic=true force_col_wise=true";
        try {
            LGBMDataset set = LGBMDataset.createFromMat(data.rows(), data.size(), data.columns(), true, all, null);
            set.setField("label", data.labels());
            if (data.groups() != null) {
                set.setField("group", data.groups());
            }
            if (names.length > 0) {
                set.setFeatureNames(names);
            }
            LGBMBooster booster = LGBMBooster.create(set, all);
            for (int i = 0; i < iterations; i++) {
                booster.updateOneIter();
            }
            String text = booster.saveModelToString(0, -1, LGBMBooster.FeatureImportanceType.SPLIT);
            booster.close();
            set.close();
            return text;
        } catch (LGBMException e) {
            throw new AssertionError(parameters, e);
        }
    }

    /** What LightGBM says of rows: sums of leaves, also for a random forest; one number an output, row by row. */
    public static double[] raw(String model, double[] rows, int columns) {
        return predict(model, rows, columns, PredictionType.C_API_PREDICT_RAW_SCORE, "");
    }

    /** What LightGBM predicts for rows. */
    public static double[] normal(String model, double[] rows, int columns) {
        return predict(model, rows, columns, PredictionType.C_API_PREDICT_NORMAL, "");
    }

    /**
     * As {@link #normal}, or {@link #raw}, with parameters. Not through LightGBM4j's own method: its buffer holds one number a
     * row, and LightGBM writes beyond it where there are several classes.
     */
    public static double[] predict(String model, double[] rows, int columns, PredictionType type, String parameters) {
        assumeItRuns();
        SWIGTYPE_p_int iterations = lightgbmlib.new_intp();
        SWIGTYPE_p_p_void handle = lightgbmlib.voidpp_handle();
        done(lightgbmlib.LGBM_BoosterLoadModelFromString(model, iterations, handle));
        SWIGTYPE_p_void booster = lightgbmlib.voidpp_value(handle);
        int outputs = field(model, "num_tree_per_iteration");
        SWIGTYPE_p_double in = lightgbmlib.new_doubleArray(rows.length);
        SWIGTYPE_p_double out = lightgbmlib.new_doubleArray((long) rows.length / columns * outputs * (columns + 1));
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        try {
            for (int i = 0; i < rows.length; i++) {
                lightgbmlib.doubleArray_setitem(in, i, rows[i]);
            }
            done(lightgbmlib.LGBM_BoosterPredictForMat(
                    booster,
                    lightgbmlib.double_to_voidp_ptr(in),
                    lightgbmlib.C_API_DTYPE_FLOAT64,
                    rows.length / columns,
                    columns,
                    1,
                    type.getType(),
                    0,
                    -1,
                    "num_threads=1 verbosity=-1 " + parameters,
                    length,
                    out));
            double[] scores = new double[(int) lightgbmlib.int64_tp_value(length)];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = lightgbmlib.doubleArray_getitem(out, i);
            }
            return scores;
        } finally {
            done(lightgbmlib.LGBM_BoosterFree(booster));
            lightgbmlib.delete_doubleArray(in);
            lightgbmlib.delete_doubleArray(out);
            lightgbmlib.delete_int64_tp(length);
            lightgbmlib.delete_intp(iterations);
        }
    }

    private static int field(String model, String name) {
        int at = model.indexOf("\n" + name + "=") + name.length() + 2;
        return Integer.parseInt(model.substring(at, model.indexOf('\n', at)).trim());
    }

    private static void done(int code) {
        if (code != 0) {
            throw new AssertionError(lightgbmlib.LGBM_GetLastError());
        }
    }
}
