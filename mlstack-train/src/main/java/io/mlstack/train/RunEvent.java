package io.mlstack.train;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What happened in a training, in order: {@link Started}, then one {@link EpochEnded} after the other, perhaps
 * {@link StoppedEarly}, then {@link Finished} or {@link Failed}. Immutable.
 */
public sealed interface RunEvent {

    /**
     * The data are checked and the features computed; the first step comes next.
     *
     * @param spec what is trained
     * @param engine name of the engine that trains it
     * @param rows training rows
     * @param features numbers that reach the model for one row
     */
    record Started(ModelSpec spec, String engine, int rows, int features) implements RunEvent {}

    /**
     * One pass over the training rows is done; for linear models one iteration of the solver.
     *
     * @param epoch from 1
     * @param trainLoss mean loss of the training rows while the parameters moved; for linear models with the penalty
     * @param validationLoss mean loss of the validation rows afterwards, where there are any
     * @param isBest whether these parameters are the ones to keep so far
     */
    record EpochEnded(int epoch, double trainLoss, OptionalDouble validationLoss, boolean isBest) implements RunEvent {}

    /**
     * The validation loss has not improved for the patience of the specification.
     *
     * @param epoch the last one trained
     * @param bestEpoch the one whose parameters are kept
     */
    record StoppedEarly(int epoch, int bestEpoch) implements RunEvent {}

    /**
     * The run is complete.
     *
     * @param epochs epochs trained
     * @param took time since {@code Training.fit} was called
     */
    record Finished(int epochs, Duration took) implements RunEvent {}

    /**
     * The training ends with this exception, which {@code Training.fit} throws next.
     *
     * @param cause the exception
     */
    record Failed(RuntimeException cause) implements RunEvent {}
}
