package io.mlstack.train.engine;

import io.mlstack.api.error.Finding;
import io.mlstack.train.ModelSpec;
import java.util.List;

/**
 * Trains models from numbers; found by {@link java.util.ServiceLoader}.
 *
 * <p>Everything around it (data, features, events, deadline, the portable graph) is the caller's, so engines differ in
 * arithmetic only. Implementations are stateless and safe for use by several threads.
 */
public interface Engine {

    /** Lower-case name by which a user chooses it, such as {@code java}. */
    String name();

    /** Whether {@link #fit} takes {@code spec} here and now, and why not. Cheap; loads nothing. */
    Support supports(ModelSpec spec);

    /**
     * Trains one model.
     *
     * <p>The result is a function of {@code request} alone: not of the time, the threads or the machine, unless the
     * engine says otherwise in its documentation.
     *
     * @param control what limits the work and hears of its progress, {@code epochEnded} for each of
     *     {@link Fitted#epochs()}, at least once
     * @throws io.mlstack.train.TrainingFailedException if no model of use came out: not converged, diverged
     * @throws RuntimeException whatever {@code control} throws, at once
     */
    Fitted fit(FitRequest request, FitControl control);

    /**
     * All engines on the class path of this library that can be used, in the order in which they are found. One that cannot be
     * loaded, for want of a library say, is left out; {@link #broken} says why.
     */
    static List<Engine> all() {
        return Engines.find().usable();
    }

    /** The engines that are named on the class path and cannot be loaded, each with what is wrong. */
    static List<Finding> broken() {
        return Engines.find().broken();
    }
}
