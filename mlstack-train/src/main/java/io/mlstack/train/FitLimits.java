package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the host lets a training run; nothing of it changes the model. */
record FitLimits(
        @Nullable Executor executor,
        int threads,
        @Nullable Duration deadline,
        List<Consumer<RunEvent>> listeners,
        Progress progress) {
    static final FitLimits NONE = new FitLimits(null, 1, null, List.of(), Progress.none());

    FitLimits {
        listeners = List.copyOf(listeners);
    }

    FitLimits executor(Executor helpers, int most) {
        if (most < 1) {
            throw wrong("train.threads", "threads is " + most, "give at least 1, the calling thread");
        }
        return new FitLimits(helpers, most, deadline, listeners, progress);
    }

    FitLimits deadline(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw wrong("train.deadline", "the deadline is " + limit, "give a positive duration");
        }
        return new FitLimits(executor, threads, limit, listeners, progress);
    }

    FitLimits listener(Consumer<RunEvent> listener) {
        List<Consumer<RunEvent>> all = new ArrayList<>(listeners);
        all.add(listener);
        return new FitLimits(executor, threads, deadline, all, progress);
    }

    FitLimits progress(Progress other) {
        return new FitLimits(executor, threads, deadline, listeners, other);
    }

    private static InvalidInputException wrong(String code, String message, String cure) {
        return new InvalidInputException(new Finding(code, "training", message, cure));
    }
}
