package io.mlstack.benchmarks.peer;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.io.IOException;
import java.nio.file.Path;

/** mlstack over the caller's arrays, with a scratch made once; the model comes from a bundle with all its checks. */
public final class Mlstack implements Peer {

    private static final String FILE = "model.mlb";

    @Override
    public void save(BenchmarkModel model, Path folder) throws IOException {
        Bundle.builder("benchmark", model.graph()).build().writeTo(folder.resolve(FILE));
    }

    /** The model that {@link #save} kept. */
    public static Scorer scorer(Path folder) throws IOException {
        return Bundle.open(folder.resolve(FILE)).scorer();
    }

    @Override
    public Contender open(Path folder, Call call) throws IOException {
        Scorer scorer = scorer(folder);
        return new Rows(scorer, scorer.scratch(), call.rows());
    }

    private record Rows(Scorer scorer, Scratch scratch, int rows) implements Contender {
        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) {
            scorer.score(in, inOffset, rows, out, outOffset, scratch);
        }
    }
}
