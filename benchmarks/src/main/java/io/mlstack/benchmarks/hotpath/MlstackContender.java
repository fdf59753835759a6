package io.mlstack.benchmarks.hotpath;

import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;

/** mlstack over the caller's arrays, with a scratch made once. */
final class MlstackContender implements Contender {

    private final Scorer scorer;
    private final Scratch scratch;
    private final int rows;

    MlstackContender(BenchmarkModel model, int rows) {
        this.scorer = Scorer.compile(model.graph());
        this.scratch = scorer.scratch();
        this.rows = rows;
    }

    @Override
    public void score(float[] in, int inOffset, float[] out, int outOffset) {
        scorer.score(in, inOffset, rows, out, outOffset, scratch);
    }

    @Override
    public void close() {}
}
