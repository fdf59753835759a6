package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.Validity;
import org.apache.parquet.column.ColumnReader;

/**
 * One column of a row group. Values come with levels (Melnik et al., "Dremel", VLDB 2010, section 4.1): repetition 0 starts a row,
 * and the definition level says how much of the path is there.
 */
final class ParquetColumn {

    private final String file;
    private final ParquetField field;
    private final ColumnReader reader;
    private final ParquetValue values;

    ParquetColumn(String file, ParquetField field, ColumnReader reader) {
        this.file = file;
        this.field = field;
        this.reader = reader;
        this.values = new ParquetValue(field.stored().getPrimitiveType(), field.valueType());
    }

    /** The next {@code rows} values. What does not fit goes to {@code findings}, by row from {@code first} on. */
    ColumnVector read(int rows, long first, Findings findings) {
        return field.isRepeated() ? repeated(rows, first, findings) : flat(rows, first, findings);
    }

    private ColumnVector flat(int rows, long first, Findings findings) {
        ColumnBuilder out = ColumnBuilder.of(field.column().type());
        for (int row = 0; row < rows; row++) {
            append(out, first + row, findings);
            reader.consume();
        }
        return out.build();
    }

    private void append(ColumnBuilder out, long row, Findings findings) {
        if (reader.getCurrentDefinitionLevel() < reader.getDescriptor().getMaxDefinitionLevel()) {
            out.appendMissing();
            return;
        }
        try {
            values.append(reader, out);
        } catch (IllegalArgumentException | ArithmeticException e) {
            findings.add(misfit(row, String.valueOf(e.getMessage())));
            out.appendMissing();
        }
    }

    private ColumnVector repeated(int rows, long first, Findings findings) {
        ColumnBuilder elements = ColumnBuilder.of(field.valueType());
        int[] offsets = new int[rows + 1];
        long[] present = new long[(rows + 63) >>> 6];
        for (int row = 0; row < rows; row++) {
            if (reader.getCurrentDefinitionLevel() >= field.listLevel()) {
                present[row >>> 6] |= 1L << row;
            }
            do {
                if (reader.getCurrentDefinitionLevel() >= field.elementLevel()) {
                    append(elements, first + row, findings);
                }
                reader.consume();
            } while (reader.getCurrentRepetitionLevel() > 0);
            offsets[row + 1] = elements.rows();
        }
        ListVector lists = ListVector.of(offsets, elements.build(), Validity.of(rows, present));
        return field.column().type() instanceof ColumnType.ListOf ? lists : fixed(lists, first, findings);
    }

    /** Lists of one length as vectors or tensors. */
    private ColumnVector fixed(ListVector lists, long first, Findings findings) {
        ColumnType type = field.column().type();
        int width = type instanceof ColumnType.Tensor tensor ? tensor.width() : ((ColumnType.Vector) type).width();
        float[] floats = new float[Math.multiplyExact(lists.length(), width)];
        FloatVector elements = (FloatVector) lists.elements();
        for (int row = 0; row < lists.length(); row++) {
            if (lists.sizeAt(row) == width) {
                elements.copyTo(lists.startAt(row), floats, row * width, width);
            } else if (!lists.isMissing(row)) {
                findings.add(misfit(first + row, lists.sizeAt(row) + " numbers are no " + type.spelling()));
            }
        }
        return FloatVector.of(width, floats, lists.validity());
    }

    private Finding misfit(long row, String why) {
        Column column = field.column();
        return new Finding(
                "parquet.value",
                file + ": row " + row + ", column " + column.name(),
                column.personal() ? "a value (personal, not shown) does not fit" : why,
                "correct the value, or write the column with another type");
    }
}
