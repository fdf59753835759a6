package io.mlstack.train.engine;

import io.mlstack.api.error.Finding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What a look at the class path found: one broken engine must not take the others with it. */
record Engines(List<Engine> usable, List<Finding> broken) {

    /** The context class loader is the wrong one in executable jars and common pools; the library's own is not. */
    static Engines find() {
        return of(
                ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).iterator());
    }

    /** @param engines throws {@link ServiceConfigurationError} for one that cannot be loaded and then goes on */
    static Engines of(Iterator<Engine> engines) {
        List<Engine> usable = new ArrayList<>();
        List<Finding> broken = new ArrayList<>();
        while (true) {
            try {
                if (!engines.hasNext()) {
                    return new Engines(List.copyOf(usable), List.copyOf(broken));
                }
                usable.add(engines.next());
            } catch (ServiceConfigurationError e) {
                broken.add(new Finding(
                        "train.broken-engine",
                        "class path",
                        String.valueOf(e.getMessage()) + (e.getCause() == null ? "" : ": " + e.getCause()),
                        "add what it needs, or remove its jar"));
            }
        }
    }
}
