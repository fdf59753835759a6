package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TasksTest {
    private final ExecutorService pool = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void everyTaskRunsExactlyOnce() {
        Tasks tasks = Tasks.on(pool, 4);
        for (int round = 0; round < 500; round++) {
            AtomicIntegerArray runs = new AtomicIntegerArray(17);
            tasks.run(17, runs::incrementAndGet);
            for (int i = 0; i < 17; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void trainingInsideItsOwnFullExecutorMakesProgress() {
        ExecutorService single = Executors.newSingleThreadExecutor();
        try {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> single.submit(() -> {
                                AtomicIntegerArray runs = new AtomicIntegerArray(8);
                                Tasks.on(single, 4).run(8, runs::incrementAndGet);
                                return runs;
                            })
                            .get());
        } finally {
            single.shutdownNow();
        }
    }

    @Test
    void anExecutorThatRefusesCostsNothingButSpeed() {
        AtomicIntegerArray runs = new AtomicIntegerArray(5);
        Tasks.on(
                        command -> {
                            throw new RejectedExecutionException("shut down");
                        },
                        4)
                .run(5, runs::incrementAndGet);
        for (int i = 0; i < 5; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
    }

    @Test
    void aFailingTaskFailsTheCaller() {
        assertThatThrownBy(() -> Tasks.on(pool, 4).run(10, i -> {
                    if (i == 3) {
                        throw new ArithmeticException("task three");
                    }
                }))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("task three");
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        Thread.currentThread().interrupt();
        Tasks.on(pool, 4).run(100, i -> Thread.onSpinWait());
        assertThat(Thread.interrupted()).isTrue();
    }
}
