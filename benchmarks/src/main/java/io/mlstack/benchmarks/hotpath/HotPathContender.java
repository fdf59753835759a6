package io.mlstack.benchmarks.hotpath;

import java.util.Locale;

/** Who takes part, as a benchmark parameter. */
public enum HotPathContender {
    /** mlstack's primitive path. */
    MLSTACK {
        @Override
        Contender open(BenchmarkModel model, int rows) {
            return new MlstackContender(model, rows);
        }
    },
    /** ONNX Runtime with direct buffers and tensors made once: the best its Java API allows. */
    ONNXRUNTIME_PINNED {
        @Override
        Contender open(BenchmarkModel model, int rows) throws Exception {
            return new OnnxPinned(model, rows);
        }
    },
    /** ONNX Runtime as its examples use it: a tensor made and a result read in each call. */
    ONNXRUNTIME {
        @Override
        Contender open(BenchmarkModel model, int rows) throws Exception {
            return new OnnxOrdinary(model, rows);
        }
    };

    /** A contender that scores {@code rows} rows a call. */
    abstract Contender open(BenchmarkModel model, int rows) throws Exception;

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
