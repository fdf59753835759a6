package io.mlstack.data.store.internal;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.data.store.internal.ColumnSketch.Domain;
import io.mlstack.data.store.internal.ColumnSketch.Extent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the sketch of a page: sorts its numbers, or counts its texts, so that all but the number of distinct values is exact. */
final class SketchBuilder {

    private static final int SHOWN_BYTES = 64;

    private final Domain domain;
    private final ColumnVector vector;

    private SketchBuilder(Domain domain, ColumnVector vector) {
        this.domain = domain;
        this.vector = vector;
    }

    static ColumnSketch of(Column column, ColumnVector vector) {
        SketchBuilder builder = new SketchBuilder(domain(column), vector);
        return switch (builder.domain) {
            case COUNTS -> builder.counts();
            case WHOLE, REAL -> builder.numbers();
            case TEXT ->
                column.type() instanceof ColumnType.Category category
                        ? builder.levels(category.levels())
                        : builder.texts((BytesVector) vector);
        };
    }

    /** What is sketched of a column. */
    static Domain domain(Column column) {
        if (column.personal()) {
            return Domain.COUNTS;
        }
        return switch (column.type().kind()) {
            case BOOLEAN, INT32, INT64, DECIMAL, DATE, TIMESTAMP -> Domain.WHOLE;
            case FLOAT32, FLOAT64 -> Domain.REAL;
            case TEXT, CATEGORY, JSON, BLOB -> Domain.TEXT;
            case VECTOR, TENSOR, LIST -> Domain.COUNTS;
        };
    }

    /** The beginning of a text as people may see it. */
    static String shown(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    private ColumnSketch counts() {
        return sketch(0, null, QuantileSketch.EMPTY, new TopValues(List.of(), 0), null);
    }

    private ColumnSketch numbers() {
        long[] all = new long[vector.length()];
        int count = 0;
        int nans = 0;
        for (int row = 0; row < all.length; row++) {
            if (!vector.isMissing(row)) {
                if (isNan(row)) {
                    nans++;
                } else {
                    all[count++] = number(row);
                }
            }
        }
        long[] sorted = count == all.length ? all : Arrays.copyOf(all, count);
        OrderedBits.sort(sorted);
        if (count == 0) {
            return sketch(nans, null, QuantileSketch.EMPTY, new TopValues(List.of(), 0), null);
        }
        Runs runs = Runs.of(sorted);
        TopValues top = runs.top();
        return sketch(
                nans,
                new Extent(sorted[0], sorted[count - 1]),
                QuantileSketch.of(runs.values, runs.counts),
                top,
                top.isComplete() ? null : runs.distinct());
    }

    private boolean isNan(int row) {
        return vector instanceof DoubleVector doubles && Double.isNaN(doubles.doubleAt(row))
                || vector instanceof FloatVector floats && Float.isNaN(floats.floatAt(row, 0));
    }

    private long number(int row) {
        if (vector instanceof LongVector longs) {
            return longs.longAt(row);
        }
        if (vector instanceof DoubleVector doubles) {
            return OrderedBits.of(doubles.doubleAt(row));
        }
        if (vector instanceof IntVector ints) {
            return ints.intAt(row);
        }
        if (vector instanceof FloatVector floats) {
            return OrderedBits.of(floats.floatAt(row, 0));
        }
        return ((BooleanVector) vector).booleanAt(row) ? 1 : 0;
    }

    private ColumnSketch levels(List<String> levels) {
        long[] counts = new long[levels.size()];
        IntVector codes = (IntVector) vector;
        for (int row = 0; row < codes.length(); row++) {
            if (!codes.isMissing(row)) {
                counts[codes.intAt(row)]++;
            }
        }
        List<TopValues.Entry> entries = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                byte[] text = levels.get(code).getBytes(StandardCharsets.UTF_8);
                entries.add(entry(DistinctSketch.hash(text, 0, text.length), text, counts[code]));
            }
        }
        return texts(entries);
    }

    private ColumnSketch texts(BytesVector texts) {
        TextCounts counts = new TextCounts(texts);
        List<TopValues.Entry> entries = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            entries.add(entry(counts.hash(i), texts.bytesAt(counts.row(i)), counts.count(i)));
        }
        return texts(entries);
    }

    private ColumnSketch texts(List<TopValues.Entry> entries) {
        TopValues top = TopValues.of(entries, true);
        DistinctSketch distinct = null;
        if (!top.isComplete()) {
            distinct = DistinctSketch.empty();
            for (TopValues.Entry entry : entries) {
                distinct.add(entry.id());
            }
        }
        return sketch(0, null, QuantileSketch.EMPTY, top, distinct);
    }

    private static TopValues.Entry entry(long hash, byte[] text, long count) {
        return new TopValues.Entry(hash, text.length <= SHOWN_BYTES ? text : Arrays.copyOf(text, SHOWN_BYTES), count);
    }

    private ColumnSketch sketch(
            long nans,
            @Nullable Extent extent,
            QuantileSketch quantiles,
            TopValues top,
            @Nullable DistinctSketch distinct) {
        return new ColumnSketch(domain, vector.length(), vector.missing(), nans, extent, quantiles, top, distinct);
    }

    /** The distinct values of a sorted list, and how often each occurs. */
    private record Runs(long[] values, long[] counts) {

        static Runs of(long[] sorted) {
            long[] values = new long[sorted.length];
            long[] counts = new long[sorted.length];
            int count = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    values[count++] = sorted[i];
                }
                counts[count - 1]++;
            }
            return new Runs(Arrays.copyOf(values, count), Arrays.copyOf(counts, count));
        }

        TopValues top() {
            boolean complete = values.length <= TopValues.SIZE;
            List<TopValues.Entry> entries = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                if (complete || counts[i] > 1) {
                    entries.add(new TopValues.Entry(values[i], null, counts[i]));
                }
            }
            return TopValues.of(entries, complete);
        }

        DistinctSketch distinct() {
            DistinctSketch distinct = DistinctSketch.empty();
            for (long value : values) {
                distinct.add(value);
            }
            return distinct;
        }
    }
}
