package io.mlstack.data.store.internal;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.LongVector;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value changed between two versions of a column.
 *
 * <p>Within one type as the page encoding sees it: every NaN is one value, 0.0 and -0.0 are two. Across types, numbers are
 * equal when they are the same number, everything else when its text is the same.
 */
interface CellEquality {

    /** Neither cell is asked for more than {@link Block} holds. */
    boolean equal(Block left, int leftRow, Block right, int rightRow);

    /** One column of a leaf. */
    interface Block {

        ColumnVector vector();

        /** The boxed value; null where it is missing. */
        @Nullable
        Object value(int row);

        /** The value as text; null where it is missing. */
        @Nullable
        String text(int row);
    }

    static CellEquality between(Column left, Column right) {
        if (left.type().equals(right.type())) {
            return (a, i, b, j) -> sameType(a.vector(), i, b.vector(), j);
        }
        if (left.type().isNumeric() && right.type().isNumeric() && !isBoolean(left) && !isBoolean(right)) {
            return CellEquality::numbers;
        }
        return (a, i, b, j) -> {
            String text = a.text(i);
            return text == null ? b.text(j) == null : text.equals(b.text(j));
        };
    }

    private static boolean isBoolean(Column column) {
        return column.type().kind() == ColumnType.Kind.BOOLEAN;
    }

    private static boolean numbers(Block left, int leftRow, Block right, int rightRow) {
        Object a = left.value(leftRow);
        Object b = right.value(rightRow);
        if (a == null || b == null) {
            return a == b;
        }
        if (!Double.isFinite(((Number) a).doubleValue()) || !Double.isFinite(((Number) b).doubleValue())) {
            return Double.compare(((Number) a).doubleValue(), ((Number) b).doubleValue()) == 0;
        }
        return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }

    private static boolean sameType(ColumnVector left, int i, ColumnVector right, int j) {
        if (left.isMissing(i) || right.isMissing(j)) {
            return left.isMissing(i) && right.isMissing(j);
        }
        if (left instanceof BooleanVector a && right instanceof BooleanVector b) {
            return a.booleanAt(i) == b.booleanAt(j);
        }
        if (left instanceof IntVector a && right instanceof IntVector b) {
            return a.intAt(i) == b.intAt(j);
        }
        if (left instanceof LongVector a && right instanceof LongVector b) {
            return a.longAt(i) == b.longAt(j);
        }
        if (left instanceof DoubleVector a && right instanceof DoubleVector b) {
            return Double.doubleToLongBits(a.doubleAt(i)) == Double.doubleToLongBits(b.doubleAt(j));
        }
        if (left instanceof FloatVector a && right instanceof FloatVector b) {
            return floats(a, i, b, j);
        }
        if (left instanceof BytesVector a && right instanceof BytesVector b) {
            return a.sizeAt(i) == b.sizeAt(j) && Arrays.equals(a.bytesAt(i), b.bytesAt(j));
        }
        return lists((ListVector) left, i, (ListVector) right, j);
    }

    private static boolean floats(FloatVector left, int i, FloatVector right, int j) {
        for (int e = 0; e < left.width(); e++) {
            if (Float.floatToIntBits(left.floatAt(i, e)) != Float.floatToIntBits(right.floatAt(j, e))) {
                return false;
            }
        }
        return true;
    }

    private static boolean lists(ListVector left, int i, ListVector right, int j) {
        if (left.sizeAt(i) != right.sizeAt(j)) {
            return false;
        }
        for (int e = 0; e < left.sizeAt(i); e++) {
            if (!sameType(left.elements(), left.startAt(i) + e, right.elements(), right.startAt(j) + e)) {
                return false;
            }
        }
        return true;
    }
}
