package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.train.engine.FitControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call of {@code Training.fit}: its clock, its limits, its listeners and what they were told. */
final class FitSession implements FitControl {
    private final long started = System.nanoTime();
    private final FitLimits limits;
    private final List<RunEvent.EpochEnded> curve = new ArrayList<>();

    private final ProgressTask progress;

    FitSession(FitLimits limits, ModelSpec spec) {
        this.limits = limits;
        this.progress = spec.accept(new ModelSpec.Visitor<>() {
            @Override
            public ProgressTask linear(LinearSpec linear) {
                return limits.progress().start("train " + linear.label(), "iterations");
            }

            @Override
            public ProgressTask net(NetSpec net) {
                return limits.progress().start("train " + net.label(), "epochs", net.epochs());
            }
        });
    }

    @Override
    public @Nullable Executor executor() {
        return limits.executor();
    }

    @Override
    public int threads() {
        return limits.threads();
    }

    /** @throws TrainingStoppedException when the deadline has passed or the thread is interrupted, which it stays */
    @Override
    public void keepGoing() {
        if (Thread.currentThread().isInterrupted()) {
            throw new TrainingStoppedException(new Finding(
                    "train.interrupted",
                    "training",
                    "the thread was interrupted after " + shown(took()),
                    "train again where nobody interrupts it"));
        }
        Duration limit = limits.deadline();
        if (limit != null && took().compareTo(limit) > 0) {
            throw new TrainingStoppedException(new Finding(
                    "train.deadline",
                    "training",
                    "not done after the deadline of " + shown(limit) + "; " + curve.size() + " epochs are complete",
                    "give more time, fewer epochs or a smaller model"));
        }
    }

    @Override
    public void epochEnded(int epoch, double trainLoss, OptionalDouble validationLoss, boolean isBest) {
        RunEvent.EpochEnded event = new RunEvent.EpochEnded(epoch, trainLoss, validationLoss, isBest);
        curve.add(event);
        progress.advance(1);
        tell(event);
    }

    /** @throws TrainingFailedException if a listener throws; names the listener and the event */
    void tell(RunEvent event) {
        for (Consumer<RunEvent> listener : limits.listeners()) {
            try {
                listener.accept(event);
            } catch (RuntimeException thrown) {
                throw new TrainingFailedException(
                        new Finding(
                                "train.listener",
                                "listener " + listener.getClass().getName(),
                                "threw " + thrown + " at " + event.getClass().getSimpleName(),
                                "mend the listener, or catch its exceptions inside it"),
                        thrown);
            }
        }
    }

    /** Tells of the failure; a listener that throws on top of it is kept beside the first cause. */
    RuntimeException failed(RuntimeException cause) {
        progress.fail(cause);
        try {
            tell(new RunEvent.Failed(cause));
        } catch (RuntimeException another) {
            if (another.getCause() != cause.getCause()) {
                cause.addSuppressed(another);
            }
        }
        return cause;
    }

    /** The run is complete. */
    void finished(int epochs) {
        progress.finish();
        tell(new RunEvent.Finished(epochs, took()));
    }

    List<RunEvent.EpochEnded> curve() {
        return curve;
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static String shown(Duration time) {
        return time.toMillis() < 10_000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
