package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges any number of sketches, {@value #FAN_IN} at a time, so that errors add up once a level and not once a page. Holds at
 * most {@value #FAN_IN} sketches a level; not thread-safe.
 */
final class SketchFold {

    private static final int FAN_IN = 128;

    private final ColumnSketch.Domain domain;
    private final List<List<ColumnSketch>> levels = new ArrayList<>();

    SketchFold(ColumnSketch.Domain domain) {
        this.domain = domain;
    }

    void add(ColumnSketch sketch) {
        add(0, sketch);
    }

    private void add(int level, ColumnSketch sketch) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<ColumnSketch> parts = levels.get(level);
        parts.add(sketch);
        if (parts.size() == FAN_IN) {
            ColumnSketch merged = ColumnSketch.merge(parts);
            parts.clear();
            add(level + 1, merged);
        }
    }

    /** The sketch of all that was added. */
    ColumnSketch result() {
        List<ColumnSketch> rest = new ArrayList<>();
        levels.forEach(rest::addAll);
        return rest.isEmpty() ? ColumnSketch.empty(domain) : ColumnSketch.merge(rest);
    }
}
