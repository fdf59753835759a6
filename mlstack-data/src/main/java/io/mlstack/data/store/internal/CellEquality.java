package io.mlstack.data.store.internal;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.LongVector;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value changed between two versions of a column.
 *
 * <p>Within one type as the page encoding sees it: every NaN is one value, 0.0 and -0.0 are two. Across types, numbers are
 * equal when they are the same number or are written the same (0.1 as float32 and as float64), lists when their elements are,
 * everything else when its text is the same.
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
        return (a, i, b, j) -> {
            Object before = a.value(i);
            Object after = b.value(j);
            return sameBoxed(before, after)
                    || before != null
                            && after != null
                            && !isAlike(before, after)
                            && String.valueOf(a.text(i)).equals(b.text(j));
        };
    }

    /** Whether two values are of classes whose values can be compared without their text. */
    private static boolean isAlike(Object a, Object b) {
        return a.getClass() == b.getClass()
                || a instanceof Number && b instanceof Number
                || a instanceof List && b instanceof List;
    }

    private static boolean sameBoxed(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number left && b instanceof Number right) {
            return sameNumber(left, right);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            boolean same = left.size() == right.size();
            for (int i = 0; same && i < left.size(); i++) {
                same = sameBoxed(left.get(i), right.get(i));
            }
            return same;
        }
        return Objects.deepEquals(a, b);
    }

    private static boolean sameNumber(Number a, Number b) {
        boolean floats = isFloat(a) && isFloat(b);
        if (floats && Double.compare(a.doubleValue(), b.doubleValue()) == 0) {
            return true;
        }
        boolean finite = Double.isFinite(a.doubleValue()) && Double.isFinite(b.doubleValue());
        return finite && new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }

    private static boolean isFloat(Number number) {
        return number instanceof Float || number instanceof Double;
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
