package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows to commit, every one with a key, in the order of the keys.
 *
 * @param rows in key order
 * @param keyIndex position of the key column
 * @param mintedFrom rows from this number on got their number here and may get another one; {@link RowNumbers#NONE} if no
 *     row did
 */
record Incoming(Columns rows, int keyIndex, long mintedFrom) {

    /**
     * Checks the keys and sorts.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is no key column
     * @throws InvalidInputException with every row whose key is missing or taken by an earlier row
     */
    static Incoming of(Columns rows, String key, long mintedFrom) {
        int keyIndex = rows.schema().indexOf(key);
        Column column = rows.schema().column(keyIndex);
        if (!KeyVector.canKey(column.type())) {
            throw KeyVector.refused(column);
        }
        Findings findings = Findings.collect();
        findMissing(rows, keyIndex, findings);
        findings.throwIfAny(InvalidInputException::new);
        KeyVector keys = KeyVector.of(column, rows.vector(keyIndex));
        int[] order = RowOrder.sorted(keys);
        findRepeated(rows, keyIndex, keys, order, findings);
        findings.throwIfAny(InvalidInputException::new);
        return new Incoming(neverMissing(sorted(rows, order), keyIndex), keyIndex, mintedFrom);
    }

    private static void findMissing(Columns rows, int keyIndex, Findings findings) {
        ColumnVector keys = rows.vector(keyIndex);
        for (int row = 0; keys.missing() > 0 && row < rows.rows(); row++) {
            if (keys.isMissing(row)) {
                findings.add(
                        "dataset.missing-key",
                        "row " + row,
                        "key " + rows.schema().column(keyIndex).name() + " is missing",
                        "give every row a key, or key the dataset by another column");
            }
        }
    }

    private static void findRepeated(Columns rows, int keyIndex, KeyVector keys, int[] order, Findings findings) {
        int start = 0;
        for (int end = 1; end <= order.length; end++) {
            if (end < order.length && keys.compare(order[start], keys, order[end]) == 0) {
                continue;
            }
            if (end - start > 1) {
                findings.add(repeated(rows, keyIndex, order, start, end));
            }
            start = end;
        }
    }

    private static Finding repeated(Columns rows, int keyIndex, int[] order, int start, int end) {
        List<String> positions = new ArrayList<>();
        for (int i = start; i < Math.min(end, start + 10); i++) {
            positions.add(Integer.toString(order[i]));
        }
        String more = end - start > 10 ? " and " + (end - start - 10) + " more" : "";
        return new Finding(
                "dataset.duplicate-key",
                "rows " + String.join(", ", positions) + more,
                "key " + rows.schema().column(keyIndex).name() + " is " + KeyText.of(rows, keyIndex, order[start])
                        + " in all of them",
                "keep one of them, or key the dataset by a column that tells rows apart");
    }

    private static Columns sorted(Columns rows, int[] order) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] != i) {
                return rows.take(order);
            }
        }
        return rows;
    }

    /** A reader may call a column nullable; a key is not, and the table's id must not depend on the reader. */
    private static Columns neverMissing(Columns rows, int keyIndex) {
        Column key = rows.schema().column(keyIndex);
        if (!key.nullable()) {
            return rows;
        }
        Column strict = new Column(key.name(), key.type(), false, key.personal(), key.description());
        return rows.with(strict, rows.vector(keyIndex));
    }
}
