package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reports keys that several rows have, each key once. Rows come in the order of their keys. */
final class RepeatedKeys {

    private static final int SHOWN_POSITIONS = 10;

    private final int keyIndex;
    private final Findings findings;
    private final List<Long> positions = new ArrayList<>();
    private String name = "";
    private String key = "";
    private long count;

    RepeatedKeys(int keyIndex, Findings findings) {
        this.keyIndex = keyIndex;
        this.findings = findings;
    }

    /**
     * The row that is last so far has the key of the one before.
     *
     * @param before number of the row before
     * @param position number of this row
     */
    void add(Columns rows, int row, long before, long position) {
        if (count == 0) {
            key = KeyText.of(rows, keyIndex, row);
            note(before);
        }
        note(position);
        name = rows.schema().column(keyIndex).name();
    }

    /** The next row has another key, or there is none. */
    void endOfKey() {
        if (count > 0) {
            String shown = positions.stream().map(String::valueOf).collect(Collectors.joining(", "));
            String more = count > positions.size() ? " and " + (count - positions.size()) + " more" : "";
            findings.add(finding("rows " + shown + more, name, key));
            positions.clear();
            count = 0;
        }
    }

    static Finding finding(String place, String column, String key) {
        return new Finding(
                "dataset.duplicate-key",
                place,
                "key " + column + " is " + key + " in all of them",
                "keep one of them, or key the dataset by a column that tells rows apart");
    }

    private void note(long position) {
        count++;
        if (positions.size() < SHOWN_POSITIONS) {
            positions.add(position);
        }
    }
}
