package io.mlstack.train.engine;

import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The caller's limits on a fit, and its ear. What a method throws ends the fit and reaches the caller unchanged. */
public interface FitControl {

    /** Where other threads come from; null for the calling thread alone. Engines start none of their own. */
    @Nullable
    Executor executor();

    /** Most threads that work at a time, the calling one included; at least 1. */
    int threads();

    /** Throws when the deadline has passed or the thread is interrupted; to be called every few milliseconds. */
    void keepGoing();

    /**
     * Tells of one pass over the rows, or one iteration of a solver.
     *
     * @see io.mlstack.train.RunEvent.EpochEnded
     */
    void epochEnded(int epoch, double trainLoss, OptionalDouble validationLoss, boolean isBest);
}
