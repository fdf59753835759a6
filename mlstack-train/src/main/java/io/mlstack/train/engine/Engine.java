package io.mlstack.train.engine;

import io.mlstack.train.ModelSpec;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Trains models from numbers; found by {@link ServiceLoader}.
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

    /** All engines on the class path of this library, in the order in which they are found. */
    static List<Engine> all() {
        // The context class loader is the wrong one in executable jars and common pools; the library's own is not.
        return ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
