package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.serve.predict.internal.compute.Codes;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the value of a row in one column as the numbers a model takes. */
abstract class CellReader {

    private static final double MICROS = 1e6;

    private final ColumnVector vector;
    private final int width;
    private final double missing;

    private CellReader(ColumnVector vector, int width, double missing) {
        this.vector = vector;
        this.width = width;
        this.missing = missing;
    }

    final int width() {
        return width;
    }

    final void read(int row, double[] out, int at) {
        if (vector.isMissing(row)) {
            absent(out, at);
        } else {
            present(row, out, at);
        }
    }

    abstract void present(int row, double[] out, int at);

    void absent(double[] out, int at) {
        Arrays.fill(out, at, at + width, missing);
    }

    /** A reader of what is given for a model that wants another type; null where the two do not fit. */
    static @Nullable CellReader of(ColumnType wanted, ColumnType given, ColumnVector vector) {
        return switch (wanted.kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> number(given, vector);
            case BOOLEAN -> vector instanceof BooleanVector flags ? new Flags(flags) : null;
            case DATE -> given.kind() == ColumnType.Kind.DATE ? new Ints((IntVector) vector) : null;
            case TIMESTAMP -> given.kind() == ColumnType.Kind.TIMESTAMP ? new Times((LongVector) vector) : null;
            case CATEGORY -> category(new Levels(((ColumnType.Category) wanted).levels()), given, vector);
            case VECTOR, TENSOR ->
                vector instanceof FloatVector floats && floats.width() == Levels.width(wanted)
                        ? new Floats(floats)
                        : null;
            case TEXT, BLOB, LIST, JSON -> null;
        };
    }

    /** A reader of texts, or of the names of levels, for a model that makes numbers of texts; null for others. */
    static @Nullable CellReader of(TextColumn text, ColumnType given, ColumnVector vector) {
        if (given instanceof ColumnType.Category category) {
            return new LevelTexts((IntVector) vector, text, category.levels());
        }
        return given.kind() == ColumnType.Kind.TEXT ? new EncodedTexts((BytesVector) vector, text) : null;
    }

    private static @Nullable CellReader number(ColumnType given, ColumnVector vector) {
        return switch (given.kind()) {
            case INT32 -> new Ints((IntVector) vector);
            case INT64 -> new Longs((LongVector) vector);
            case FLOAT32 -> new Floats((FloatVector) vector);
            case FLOAT64 -> new Doubles((DoubleVector) vector);
            case DECIMAL -> new Decimals((LongVector) vector, ((ColumnType.Decimal) given).scale());
            case BOOLEAN, TEXT, CATEGORY, DATE, TIMESTAMP, VECTOR, TENSOR, BLOB, LIST, JSON -> null;
        };
    }

    private static @Nullable CellReader category(Levels levels, ColumnType given, ColumnVector vector) {
        if (given instanceof ColumnType.Category category) {
            return new CodeCells((IntVector) vector, levels, category.levels());
        }
        return given.kind() == ColumnType.Kind.TEXT ? new Texts((BytesVector) vector, levels) : null;
    }

    private static final class Flags extends CellReader {
        private final BooleanVector vector;

        Flags(BooleanVector vector) {
            super(vector, 1, Double.NaN);
            this.vector = vector;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = vector.booleanAt(row) ? 1 : 0;
        }
    }

    private static final class Ints extends CellReader {
        private final IntVector vector;

        Ints(IntVector vector) {
            super(vector, 1, Double.NaN);
            this.vector = vector;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = vector.intAt(row);
        }
    }

    private static final class Longs extends CellReader {
        private final LongVector vector;

        Longs(LongVector vector) {
            super(vector, 1, Double.NaN);
            this.vector = vector;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = vector.longAt(row);
        }
    }

    /** Microseconds to seconds. */
    private static final class Times extends CellReader {
        private final LongVector vector;

        Times(LongVector vector) {
            super(vector, 1, Double.NaN);
            this.vector = vector;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = vector.longAt(row) / MICROS;
        }
    }

    private static final class Decimals extends CellReader {
        private final LongVector vector;
        private final int scale;

        Decimals(LongVector vector, int scale) {
            super(vector, 1, Double.NaN);
            this.vector = vector;
            this.scale = scale;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = BigDecimal.valueOf(vector.longAt(row), scale).doubleValue();
        }
    }

    private static final class Doubles extends CellReader {
        private final DoubleVector vector;

        Doubles(DoubleVector vector) {
            super(vector, 1, Double.NaN);
            this.vector = vector;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = vector.doubleAt(row);
        }
    }

    private static final class Floats extends CellReader {
        private final FloatVector vector;

        Floats(FloatVector vector) {
            super(vector, vector.width(), Double.NaN);
            this.vector = vector;
        }

        @Override
        void present(int row, double[] out, int at) {
            for (int e = 0; e < vector.width(); e++) {
                out[at + e] = vector.floatAt(row, e);
            }
        }
    }

    /** Codes of the rows' own levels, translated once. */
    private static final class CodeCells extends CellReader {
        private final IntVector vector;
        private final int[] codes;

        CodeCells(IntVector vector, Levels levels, List<String> given) {
            super(vector, 1, Codes.MISSING);
            this.vector = vector;
            this.codes = given.stream().mapToInt(levels::code).toArray();
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = codes[vector.intAt(row)];
        }
    }

    private static final class Texts extends CellReader {
        private final BytesVector vector;
        private final Levels levels;

        Texts(BytesVector vector, Levels levels) {
            super(vector, 1, Codes.MISSING);
            this.vector = vector;
            this.levels = levels;
        }

        @Override
        void present(int row, double[] out, int at) {
            out[at] = levels.code(vector.textAt(row));
        }
    }

    /** What a model makes of a text; a missing one too has its numbers. */
    private static final class EncodedTexts extends CellReader {
        private final BytesVector vector;
        private final TextColumn text;

        EncodedTexts(BytesVector vector, TextColumn text) {
            super(vector, text.width(), Double.NaN);
            this.vector = vector;
            this.text = text;
        }

        @Override
        void present(int row, double[] out, int at) {
            text.encode(vector.textAt(row), out, at);
        }

        @Override
        void absent(double[] out, int at) {
            text.encode(null, out, at);
        }
    }

    /** What a model makes of the names of levels. */
    private static final class LevelTexts extends CellReader {
        private final IntVector vector;
        private final TextColumn text;
        private final List<String> levels;

        LevelTexts(IntVector vector, TextColumn text, List<String> levels) {
            super(vector, text.width(), Double.NaN);
            this.vector = vector;
            this.text = text;
            this.levels = levels;
        }

        @Override
        void present(int row, double[] out, int at) {
            text.encode(levels.get(vector.intAt(row)), out, at);
        }

        @Override
        void absent(double[] out, int at) {
            text.encode(null, out, at);
        }
    }
}
