package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that two versions have, found by name.
 *
 * @param left its position in the earlier schema
 * @param right its position in the later schema
 */
record ColumnPair(int left, int right, CellEquality equality) {

    static List<ColumnPair> of(Schema before, Schema after) {
        List<ColumnPair> pairs = new ArrayList<>();
        for (int right = 0; right < after.size(); right++) {
            Column column = after.column(right);
            int later = right;
            before.find(column.name())
                    .ifPresent(left ->
                            pairs.add(new ColumnPair(left, later, CellEquality.between(before.column(left), column))));
        }
        return pairs;
    }
}
