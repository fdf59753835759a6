package io.mlstack.benchmarks.h2o;

import biz.k11i.xgboost.Predictor;
import biz.k11i.xgboost.util.FVec;
import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import io.mlstack.benchmarks.timing.Child;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scorer in H2O's MOJO, row by row over the caller's array; it has no call for batches. */
public final class XgboostPredictor implements Peer {

    private static final String FILE = "model.bin";

    @Override
    public void save(BenchmarkModel model, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("legacy.log");
        int status = Child.run(
                ClassPath.of("xgboost-legacy"),
                List.of(),
                log,
                "io.mlstack.benchmarks.xgboostlegacy.WriteBinary",
                ((TreeModel) model).json().toString(),
                folder.resolve(FILE).toString());
        if (status != 0) {
            throw new IOException("no binary model, status " + status + ":\n" + Files.readString(log));
        }
    }

    @Override
    public Contender open(Path folder, Call call) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(FILE)))) {
            return new RowByRow(new Predictor(in), call, new Row());
        }
    }

    private record RowByRow(Predictor predictor, Call call, Row row) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) {
            row.values = in;
            for (int i = 0; i < call.rows(); i++) {
                row.offset = inOffset + i * call.inputs();
                out[outOffset + i] = predictor.predictSingle(row);
            }
        }
    }

    /** A row within the caller's array, so that nothing is copied. */
    private static final class Row implements FVec {
        private static final long serialVersionUID = 1;

        private transient float[] values = {};
        private transient int offset;

        @Override
        public float fvalue(int index) {
            return values[offset + index];
        }
    }
}
