package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** One predictor for many threads, and what a call costs the heap. */
class PredictorThreadsTest {

    private static final int THREADS = 16;
    private static final int ROWS = 500;
    private static final int VIRTUAL_THREADS = 10_000;
    private static final int TRIAGE_BYTES = 24;
    private static final int SCORED_BYTES = 24;

    record Triage(String diagnosis, double probability) {}

    record Digit(String digit, double probability) {}

    record Margin(double margin) {}

    record Probabilities(double[] probabilities) {}

    @Test
    void sixteenThreadsGetWhatOneGets() throws Exception {
        sixteenThreads(Predictor.of(Models.logistic(30), "m", Thirty.class, Triage.class));
        ModelGraph net = Models.net(30, 40, 20, 3);
        Predictor<Thirty, Probabilities> digits = Predictor.of(net, "m", Thirty.class, Probabilities.class);
        List<Thirty> rows = rows();
        List<Double> alone =
                rows.stream().map(row -> digits.predict(row).probabilities()[1]).toList();
        for (List<Double> together : onThreads(() ->
                rows.stream().map(row -> digits.predict(row).probabilities()[1]).toList())) {
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void sixteenThreadsOnOneEnsembleOfTreesGetWhatOneGets() throws Exception {
        Random random = new Random(4);
        Trees trees = RandomTrees.of(random, RandomTrees.Kind.plain(Tensor.Type.F32, 30, 50, 6, true));
        Predictor<Thirty, Margin> predictor = Predictor.of(Models.trees(trees), "m", Thirty.class, Margin.class);
        sixteenThreads(predictor);
    }

    private static <O extends Record> void sixteenThreads(Predictor<Thirty, O> predictor) throws Exception {
        List<Thirty> rows = rows();
        List<O> alone = rows.stream().map(predictor::predict).toList();
        for (List<O> together :
                onThreads(() -> rows.stream().map(predictor::predict).toList())) {
            assertThat(together).isEqualTo(alone);
        }
        for (List<O> together : onThreads(() -> predictor.predictAll(rows))) {
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void tenThousandVirtualThreadsOnOneNetGetWhatOneThreadGets() throws Exception {
        onVirtualThreads(Predictor.of(Models.net(30, 40, 20, 2), "m", Thirty.class, Digit.class));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void tenThousandVirtualThreadsOnOneEnsembleOfTreesGetWhatOneThreadGets() throws Exception {
        Trees trees = RandomTrees.of(new Random(5), RandomTrees.Kind.plain(Tensor.Type.F32, 30, 50, 6, true));
        onVirtualThreads(Predictor.of(Models.trees(trees), "m", Thirty.class, Margin.class));
    }

    private static <O extends Record> void onVirtualThreads(Predictor<Thirty, O> predictor) throws Exception {
        List<Thirty> rows = rows();
        List<O> alone = rows.stream().map(predictor::predict).toList();
        // By name, because the tests are compiled for 17.
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            List<Future<O>> futures = new ArrayList<>();
            for (int i = 0; i < VIRTUAL_THREADS; i++) {
                Thirty row = rows.get(i % ROWS);
                futures.add(threads.submit(() -> predictor.predict(row)));
            }
            for (int i = 0; i < VIRTUAL_THREADS; i++) {
                assertThat(futures.get(i).get()).isEqualTo(alone.get(i % ROWS));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void predictionAllocatesItsResultOnly() {
        Predictor<Thirty, Triage> predictor = Predictor.of(Models.logistic(30), "m", Thirty.class, Triage.class);
        Thirty row = rows().get(0);

        assertThat(bytesPerCall(() -> predictor.predict(row))).isLessThanOrEqualTo(TRIAGE_BYTES + 1);
        assertThat(bytesPerCall(() -> predictor.predictScored(row)))
                .isLessThanOrEqualTo(TRIAGE_BYTES + SCORED_BYTES + 1);
        assertThat(bytesPerCall(() -> predictor.check(row))).isLessThan(4000);
    }

    private static double bytesPerCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int calls = 20_000;
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / (double) calls;
    }

    private static List<Thirty> rows() {
        float[] numbers = Models.rows(ROWS, 30, 3);
        List<Thirty> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(Thirty.of(numbers, i * 30));
        }
        return rows;
    }

    private static <T> List<T> onThreads(java.util.concurrent.Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < 2 * THREADS; i++) {
                futures.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
