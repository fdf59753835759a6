package io.mlstack.data.store.internal;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.LongVector;

/** About how many bytes rows take in memory. */
final class RowBytes {

    private RowBytes() {}

    static long of(Columns rows, int from, int to) {
        long bytes = 0;
        for (int column = 0; column < rows.schema().size(); column++) {
            bytes += of(rows.vector(column), from, to);
        }
        return bytes;
    }

    private static long of(ColumnVector vector, int from, int to) {
        long rows = to - from;
        if (vector instanceof BooleanVector) {
            return rows;
        }
        if (vector instanceof IntVector) {
            return rows * Integer.BYTES;
        }
        if (vector instanceof LongVector || vector instanceof DoubleVector) {
            return rows * Long.BYTES;
        }
        if (vector instanceof FloatVector floats) {
            return rows * floats.width() * Float.BYTES;
        }
        long bytes = rows * Integer.BYTES;
        if (vector instanceof BytesVector texts) {
            for (int row = from; row < to; row++) {
                bytes += texts.sizeAt(row);
            }
        } else if (vector instanceof ListVector lists && rows > 0) {
            int end = lists.startAt(to - 1) + lists.sizeAt(to - 1);
            bytes += of(lists.elements(), lists.startAt(from), end);
        }
        return bytes;
    }
}
