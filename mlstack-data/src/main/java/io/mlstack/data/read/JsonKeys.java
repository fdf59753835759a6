package io.mlstack.data.read;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which column each key of an object belongs to; grows while new keys are seen. */
final class JsonKeys {

    /** Keys that are values, such as ids, make a column each; nobody wants so many. */
    private static final int MAX_COLUMNS = 10_000;

    private final JsonFormat format;
    private final boolean grows;
    private final List<Field> fields;
    private final Map<String, Integer> cells = new HashMap<>();
    private String[] order = new String[16];
    private int[] orderCells = new int[16];
    private int marked;

    JsonKeys(JsonFormat format, List<Field> fields) {
        this.format = format;
        this.grows = format.options().schema().isEmpty();
        this.fields = new ArrayList<>(fields);
        fields.forEach(field -> cells.put(field.column().name(), field.cell()));
    }

    List<Field> fields() {
        return fields;
    }

    Set<String> names() {
        return cells.keySet();
    }

    int size() {
        return fields.size();
    }

    /** Remembers the columns before a row ... */
    void mark() {
        marked = fields.size();
    }

    /** ... and drops those which that row has brought. */
    void reset() {
        while (fields.size() > marked) {
            cells.remove(fields.remove(fields.size() - 1).column().name());
            order = new String[order.length];
        }
    }

    /**
     * The cell of a key, which becomes a new column if it may; negative for a key to be passed over.
     *
     * @param position of the key in its object: most objects have their keys in the same order
     * @throws JsonProblem if the key is not welcome
     */
    int find(String key, int position) throws JsonProblem {
        if (position < order.length && key.equals(order[position])) {
            return orderCells[position];
        }
        Integer known = cells.get(key);
        int cell = known == null ? add(key) : known;
        if (cell >= 0 && position < MAX_COLUMNS) {
            remember(key, position, cell);
        }
        return cell;
    }

    private void remember(String key, int position, int cell) {
        if (position >= order.length) {
            order = Arrays.copyOf(order, position * 2);
            orderCells = Arrays.copyOf(orderCells, position * 2);
        }
        order[position] = key;
        orderCells[position] = cell;
    }

    private int add(String key) throws JsonProblem {
        if (!grows) {
            if (format.json().ignoresUnknownKeys()) {
                return -1;
            }
            throw new JsonProblem(
                    "unknown-key",
                    "key " + Spelling.quote(key) + " is not in the declared schema",
                    NearestName.cure(key, names()) + ", or pass over such keys with ignoringUnknownKeys()");
        }
        if (fields.size() == MAX_COLUMNS) {
            throw new JsonProblem(
                    "too-many-keys",
                    "key " + Spelling.quote(key) + " would be column " + (MAX_COLUMNS + 1),
                    "put keys that are values into a nested object, or declare a schema");
        }
        if (!Column.isName(key)) {
            throw new JsonProblem(
                    "key-name",
                    "key " + Spelling.quote(key) + " cannot name a column",
                    "use 1 to 200 printable characters");
        }
        JsonCompact.requireUnicode(key.toCharArray(), 0, key.length());
        int cell = fields.size();
        fields.add(format.options().field(cell, key));
        cells.put(key, cell);
        return cell;
    }
}
