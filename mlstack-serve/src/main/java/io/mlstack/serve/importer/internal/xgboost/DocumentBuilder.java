package io.mlstack.serve.importer.internal.xgboost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a reader comes across and makes one document of it: the seam that gives JSON and UBJ the same bits.
 *
 * <p>Arrays of numbers are kept as such, and what no score depends on is dropped as it comes by, so that a model takes less
 * memory than its file. Depth and number of values are bounded by the size of the file. Not thread-safe.
 */
final class DocumentBuilder {

    /** Written for people and for training on; none changes a score. */
    private static final Set<String> DROPPED = Set.of("loss_changes", "parents", "sorted_idx", "leaf_child_counts");

    /** XGBoost nests nine deep. */
    private static final int MAX_DEPTH = 32;

    /** What an object or array is as long as it is open. */
    private static final class Open {
        private final @Nullable Map<String, Value> fields;
        private @Nullable List<Value> items;
        private double[] numbers = new double[0];
        private int count;
        private @Nullable String name;

        Open(boolean object) {
            this.fields = object ? new LinkedHashMap<>() : null;
        }
    }

    private final String source;
    private final long maxValues;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Value root;
    private long values;
    private int dropping;
    private boolean dropNext;

    /** @param bytes size of the file */
    DocumentBuilder(String source, int bytes) {
        this.source = source;
        // The shortest object that XGBoost writes has more than four bytes for each value in it.
        this.maxValues = 1000 + bytes / 4L;
    }

    void startObject() {
        start(true);
    }

    void startArray() {
        start(false);
    }

    private void start(boolean object) {
        if (dropping > 0 || dropNext) {
            dropping++;
            dropNext = false;
            requireDepth(dropping + open.size());
            return;
        }
        requireDepth(open.size() + 1);
        requireRoom();
        open.push(new Open(object));
    }

    private void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw Refusal.damaged(source, "nests deeper than " + MAX_DEPTH);
        }
    }

    private void requireRoom() {
        if (++values > maxValues) {
            throw Refusal.damaged(source, "holds more than " + maxValues + " values, too many for its size");
        }
    }

    void name(String name) {
        if (dropping > 0) {
            return;
        }
        Open parent = parent();
        if (parent.fields == null || parent.name != null) {
            throw Refusal.damaged(source, "names what needs no name: \"" + shown(name) + "\"");
        }
        dropNext = DROPPED.contains(name);
        if (!dropNext) {
            parent.name = name;
        }
    }

    void end() {
        if (dropping > 0) {
            dropping--;
            return;
        }
        Open done = parent();
        open.pop();
        if (done.name != null || dropNext) {
            throw Refusal.damaged(source, "a name has no value");
        }
        if (done.fields != null) {
            put(new Value.Obj(done.fields));
        } else if (done.items != null) {
            put(new Value.Arr(done.items));
        } else {
            put(new Value.Numbers(Arrays.copyOf(done.numbers, done.count)));
        }
    }

    void number(double number) {
        if (dropped()) {
            return;
        }
        Open parent = open.peek();
        if (parent == null || parent.fields != null) {
            put(new Value.Num(number));
            return;
        }
        if (parent.items != null) {
            throw Refusal.damaged(source, "an array holds numbers and other values");
        }
        if (parent.count == parent.numbers.length) {
            parent.numbers = Arrays.copyOf(parent.numbers, Math.max(8, 2 * parent.count));
        }
        parent.numbers[parent.count++] = number;
    }

    void text(String text) {
        if (!dropped()) {
            requireRoom();
            put(new Value.Text(text));
        }
    }

    void nothing() {
        if (!dropped()) {
            requireRoom();
            put(new Value.Nothing());
        }
    }

    private boolean dropped() {
        boolean dropped = dropping > 0 || dropNext;
        dropNext = false;
        return dropped;
    }

    private void put(Value value) {
        Open parent = open.peek();
        if (parent == null) {
            if (root != null) {
                throw Refusal.damaged(source, "goes on after its end");
            }
            root = value;
        } else if (parent.fields != null) {
            put(parent.fields, parent, value);
        } else if (parent.count > 0) {
            throw Refusal.damaged(source, "an array holds numbers and other values");
        } else {
            parent.items = parent.items == null ? new ArrayList<>() : parent.items;
            parent.items.add(value);
        }
    }

    private void put(Map<String, Value> fields, Open parent, Value value) {
        String name = parent.name;
        if (name == null) {
            throw Refusal.damaged(source, "a value has no name");
        }
        if (fields.putIfAbsent(name, value) != null) {
            throw Refusal.damaged(source, "has \"" + shown(name) + "\" twice in one object");
        }
        parent.name = null;
    }

    private Open parent() {
        Open parent = open.peek();
        if (parent == null) {
            throw Refusal.damaged(source, "ends what was not begun");
        }
        return parent;
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    Value build() {
        if (!open.isEmpty() || root == null) {
            throw Refusal.damaged(source, "ends in the middle");
        }
        return root;
    }
}
