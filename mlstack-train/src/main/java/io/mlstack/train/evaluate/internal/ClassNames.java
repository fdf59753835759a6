package io.mlstack.train.evaluate.internal;

import io.mlstack.api.table.Column;
import java.util.List;
import java.util.stream.IntStream;

/** Names of classes for people's eyes. */
public final class ClassNames {

    private ClassNames() {}

    /**
     * The names, or {@code class 1}, {@code class 2}, ... where the target is personal.
     *
     * @param classes in class order
     */
    public static List<String> shown(Column target, List<String> classes) {
        return target.personal()
                ? IntStream.rangeClosed(1, classes.size())
                        .mapToObj(c -> "class " + c)
                        .toList()
                : classes;
    }
}
