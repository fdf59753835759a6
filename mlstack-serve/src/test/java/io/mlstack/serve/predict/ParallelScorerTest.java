package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParallelScorerTest {

    private static final int ROWS = 5_000;

    private final ExecutorService helpers = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() throws InterruptedException {
        helpers.shutdownNow();
        assertThat(helpers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anyNumberOfThreadsGivesTheBitsOfOne() {
        for (ModelGraph graph : List.of(Models.logistic(30), Models.net(64, 128, 64, 10), RandomModels.recipe(4))) {
            Scorer scorer = Scorer.compile(graph);
            for (int rows : new int[] {0, 1, 255, 256, 257, ROWS}) {
                double[] in = RandomModels.rows(graph, 7, rows);
                double[] alone = new double[rows * scorer.outputWidth()];
                scorer.score(in, 0, rows, alone, 0, scorer.scratch());
                for (int threads : new int[] {1, 2, 4, 16}) {
                    double[] together = new double[alone.length];
                    scorer.parallel(helpers, threads).score(in, 0, rows, together, 0);
                    assertThat(together).isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void floatRowsAreScoredBetweenTheirOffsets() {
        Scorer scorer = Scorer.compile(Models.net(64, 128, 64, 10));
        int wide = scorer.outputWidth();
        float[] in = Models.rows(ROWS + 1, 64, 8);
        float[] alone = new float[ROWS * wide];
        scorer.score(in, 64, ROWS, alone, 0, scorer.scratch());
        float[] together = new float[ROWS * wide + 5];
        scorer.parallel(helpers, 4).score(in, 64, ROWS, together, 3);
        assertThat(Arrays.copyOfRange(together, 3, 3 + alone.length)).isEqualTo(alone);
        assertThat(together).startsWith(0, 0, 0).endsWith(0, 0);
    }

    @Test
    void columnsComeBackInOrder() {
        Scorer scorer = Scorer.compile(Models.logistic(30));
        Schema schema = scorer.input();
        double[] numbers = RandomModels.rows(scorer.graph(), 7, 1_000);
        Columns.Builder builder = Columns.builder(schema);
        for (int r = 0; r < 1_000; r++) {
            Object[] row = new Object[30];
            for (int i = 0; i < 30; i++) {
                row[i] = numbers[r * 30 + i];
            }
            builder.row(row);
        }
        Columns block = builder.build();
        assertThat(scorer.parallel(helpers, 4).score(block)).isEqualTo(scorer.score(block));
    }

    @Test
    @Timeout(60)
    void anExecutorThatTakesNothingOrIsBusyWithTheCallersCostsNoProgress() {
        Scorer scorer = Scorer.compile(Models.logistic(30));
        float[] in = Models.rows(ROWS, 30, 8);
        float[] alone = new float[ROWS * scorer.outputWidth()];
        scorer.score(in, 0, ROWS, alone, 0, scorer.scratch());

        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        Executor idle = task -> {};
        for (Executor executor : List.of(full, idle)) {
            float[] out = new float[alone.length];
            scorer.parallel(executor, 4).score(in, 0, ROWS, out, 0);
            assertThat(out).isEqualTo(alone);
        }

        ParallelScorer onItsOwnPool = scorer.parallel(helpers, 4);
        List<float[]> outs = Collections.synchronizedList(new ArrayList<>());
        for (int call = 0; call < 12; call++) {
            helpers.execute(() -> {
                float[] out = new float[alone.length];
                onItsOwnPool.score(in, 0, ROWS, out, 0);
                outs.add(out);
            });
        }
        while (outs.size() < 12) {
            Thread.onSpinWait();
        }
        assertThat(outs).allSatisfy(out -> assertThat(out).isEqualTo(alone));
    }

    @Test
    void theFirstFailureComesBackAfterEveryBlockHasEnded() {
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        assertThatThrownBy(() -> RowBlocks.run(ROWS, 100, helpers, 4, () -> (first, count) -> {
                    ended.add("block");
                    if (first == 700) {
                        throw new IllegalStateException("block at " + first);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("block at 700");
        int then = ended.size();
        assertThat(ended).hasSizeLessThanOrEqualTo(50);
        assertThat(ended).hasSize(then);
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        Scorer scorer = Scorer.compile(Models.logistic(30));
        float[] in = Models.rows(ROWS, 30, 8);
        float[] out = new float[ROWS * scorer.outputWidth()];
        Thread.currentThread().interrupt();
        scorer.parallel(helpers, 4).score(in, 0, ROWS, out, 0);
        assertThat(Thread.interrupted()).isTrue();
        float[] alone = new float[out.length];
        scorer.score(in, 0, ROWS, alone, 0, scorer.scratch());
        assertThat(out).isEqualTo(alone);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
        Scorer scorer = Scorer.compile(Models.logistic(30));
        assertThatThrownBy(() -> scorer.parallel(helpers, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("threads: is 0; give 1 or more");
        assertThatThrownBy(() -> scorer.parallel(helpers, 2).score(new float[59], 0, 2, new float[20], 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("has 59 numbers");
    }
}
