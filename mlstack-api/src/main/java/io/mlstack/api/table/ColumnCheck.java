package io.mlstack.api.table;

import io.mlstack.api.error.Findings;

/** Whether a vector can be the values of a column. */
final class ColumnCheck {

    private ColumnCheck() {}

    static void check(Column column, ColumnVector vector, int rows, Findings findings) {
        String place = "column " + column.name();
        if (vector.length() != rows) {
            findings.add(
                    "columns.shape",
                    place,
                    vector.length() + " values where the first column has " + rows,
                    "give all columns the same number of rows");
        }
        if (!fits(column.type(), vector)) {
            findings.add(
                    "columns.vector",
                    place,
                    column.shownType() + " cannot lie in this "
                            + vector.getClass().getSimpleName(),
                    "use the vector that ColumnType lists for the type");
            return;
        }
        if (!column.nullable() && vector.missing() > 0) {
            findings.add(
                    "columns.missing",
                    place,
                    vector.missing() + " of " + vector.length() + " values are missing",
                    "fill them or make the column nullable");
        }
        checkValues(column.type(), vector, place + ", row ", findings);
    }

    private static void checkValues(ColumnType type, ColumnVector vector, String place, Findings findings) {
        if (type instanceof ColumnType.Category category) {
            checkCodes(category.levels().size(), (IntVector) vector, place, findings);
        } else if (type instanceof ColumnType.Decimal decimal) {
            checkDigits(decimal, (LongVector) vector, place, findings);
        } else if (type instanceof ColumnType.ListOf list) {
            checkValues(list.element(), ((ListVector) vector).elements(), place + "of the elements ", findings);
        }
    }

    private static boolean fits(ColumnType type, ColumnVector vector) {
        return switch (type.kind()) {
            case BOOLEAN -> vector instanceof BooleanVector;
            case INT32, CATEGORY, DATE -> vector instanceof IntVector;
            case INT64, DECIMAL, TIMESTAMP -> vector instanceof LongVector;
            case FLOAT32 -> vector instanceof FloatVector floats && floats.width() == 1;
            case FLOAT64 -> vector instanceof DoubleVector;
            case TEXT, BLOB, JSON -> vector instanceof BytesVector;
            case VECTOR -> vector instanceof FloatVector floats && floats.width() == ((ColumnType.Vector) type).width();
            case TENSOR -> vector instanceof FloatVector floats && floats.width() == ((ColumnType.Tensor) type).width();
            case LIST ->
                vector instanceof ListVector list && fits(((ColumnType.ListOf) type).element(), list.elements());
        };
    }

    private static void checkDigits(ColumnType.Decimal type, LongVector values, String place, Findings findings) {
        for (int row = 0; row < values.length(); row++) {
            if (!type.holds(values.longAt(row))) {
                findings.add(
                        "columns.decimal",
                        place + row,
                        "the value has more than the " + type.precision() + " digits of " + type.spelling(),
                        "declare more digits");
            }
        }
    }

    private static void checkCodes(int levels, IntVector codes, String place, Findings findings) {
        for (int row = 0; row < codes.length(); row++) {
            int code = codes.intAt(row);
            if (!codes.isMissing(row) && (code < 0 || code >= levels)) {
                findings.add(
                        "columns.code",
                        place + row,
                        "code " + code + " has no level, there are " + levels,
                        "use codes from 0 to " + (levels - 1));
            }
        }
    }
}
