package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the values of a column in some rows without reading them: counts are exact, the rest within stated bounds.
 * Sketches of parts merge into the sketch of the whole. Immutable; the same pages in the same order give the same sketch.
 */
public final class ColumnSketch {

    private final Domain domain;
    private final long rows;
    private final long missing;
    private final long nans;
    private final @Nullable Extent extent;
    private final QuantileSketch quantiles;
    private final TopValues top;

    /** Null where {@link #top} lists every value. */
    private final @Nullable DistinctSketch distinct;

    ColumnSketch(
            Domain domain,
            long rows,
            long missing,
            long nans,
            @Nullable Extent extent,
            QuantileSketch quantiles,
            TopValues top,
            @Nullable DistinctSketch distinct) {
        this.domain = domain;
        this.rows = rows;
        this.missing = missing;
        this.nans = nans;
        this.extent = extent;
        this.quantiles = quantiles;
        this.top = top;
        this.distinct = distinct;
    }

    /** What is sketched of a type. */
    public enum Domain {
        /** Counts only: vectors, tensors, lists, and every personal column, whose values leave no trace here. */
        COUNTS(0),
        /** Whole numbers: truth values, integers, days, microseconds, unscaled decimals. */
        WHOLE(1),
        /** Floating-point numbers. */
        REAL(2),
        /** Texts, levels, JSON and blobs: no order, no quantiles. */
        TEXT(3);

        private final byte code;

        Domain(int code) {
            this.code = (byte) code;
        }
    }

    /**
     * The least and the greatest value.
     *
     * @param least the number, or as {@link OrderedBits} gives it
     */
    record Extent(long least, long greatest) {}

    /** The sketch of no rows. */
    static ColumnSketch empty(Domain domain) {
        return new ColumnSketch(domain, 0, 0, 0, null, QuantileSketch.EMPTY, new TopValues(List.of(), 0), null);
    }

    /**
     * The sketch of all rows of {@code parts}. One merge of many parts is more exact than many merges of two.
     *
     * @throws IllegalArgumentException if they are not of one domain, or there is none
     */
    public static ColumnSketch merge(List<ColumnSketch> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a merge needs a sketch");
        }
        Domain domain = parts.get(0).domain;
        long rows = 0;
        long missing = 0;
        long nans = 0;
        Extent extent = null;
        for (ColumnSketch part : parts) {
            if (part.domain != domain) {
                throw new IllegalArgumentException("a sketch of " + part.domain + " among those of " + domain);
            }
            rows += part.rows;
            missing += part.missing;
            nans += part.nans;
            extent = union(extent, part.extent);
        }
        TopValues top = TopValues.merge(parts.stream().map(part -> part.top).toList());
        return new ColumnSketch(
                domain,
                rows,
                missing,
                nans,
                extent,
                QuantileSketch.merge(parts.stream().map(part -> part.quantiles).toList()),
                top,
                top.isComplete() ? null : distinct(parts));
    }

    private static @Nullable Extent union(@Nullable Extent a, @Nullable Extent b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return new Extent(Math.min(a.least, b.least), Math.max(a.greatest, b.greatest));
    }

    private static DistinctSketch distinct(List<ColumnSketch> parts) {
        DistinctSketch all = DistinctSketch.empty();
        for (ColumnSketch part : parts) {
            if (part.distinct != null) {
                all.addAll(part.distinct);
            } else {
                part.top.entries().forEach(entry -> all.add(entry.id()));
            }
        }
        return all;
    }

    /** What is sketched. */
    public Domain domain() {
        return domain;
    }

    /** Number of rows; exact. */
    public long rows() {
        return rows;
    }

    /** How many of them have no value; exact. */
    public long missing() {
        return missing;
    }

    /** How many have the value NaN, which counts neither for the extent nor for quantiles; exact. */
    public long nans() {
        return nans;
    }

    /** The least number; exact. Empty where there is none or the values are no numbers. */
    public OptionalDouble least() {
        return extent == null ? OptionalDouble.empty() : OptionalDouble.of(number(extent.least));
    }

    /** The greatest number; exact. Empty where there is none or the values are no numbers. */
    public OptionalDouble greatest() {
        return extent == null ? OptionalDouble.empty() : OptionalDouble.of(number(extent.greatest));
    }

    /**
     * A number whose rank is {@code q} of all, give or take {@link #rankError}. Empty where there is no number.
     *
     * @param q from 0 to 1
     */
    public OptionalDouble quantile(double q) {
        if (extent == null) {
            return OptionalDouble.empty();
        }
        long value = q == 0 ? extent.least : q == 1 ? extent.greatest : quantiles.quantile(q);
        return OptionalDouble.of(number(value));
    }

    /** By how many rows the rank of a quantile may be off at most; 0 says that all quantiles are exact. */
    public long rankError() {
        return quantiles.rankError();
    }

    /**
     * How many distinct values there are, NaN and missing not counted; exact up to {@value TopValues#SIZE}, beyond that with a
     * standard error of 2.4 %. Empty where only rows are counted.
     */
    public Optional<Long> distinct() {
        if (domain == Domain.COUNTS) {
            return Optional.empty();
        }
        return Optional.of(distinct == null ? (long) top.entries().size() : distinct.estimate());
    }

    /**
     * One of the values that occur most often.
     *
     * @param number the value, or NaN for a text
     * @param text the first bytes of the text read as UTF-8, or null for a number
     * @param count how often it occurs at least
     */
    public record Frequent(double number, @Nullable String text, long count) {}

    /** The values that occur most often, most frequent first; each occurs {@code count} to {@code count + topError()} times. */
    public List<Frequent> top() {
        List<Frequent> frequent = new ArrayList<>();
        for (TopValues.Entry entry : top.entries()) {
            byte[] text = entry.text();
            frequent.add(
                    text == null
                            ? new Frequent(number(entry.id()), null, entry.count())
                            : new Frequent(Double.NaN, SketchBuilder.shown(text), entry.count()));
        }
        return List.copyOf(frequent);
    }

    /** How much a count of {@link #top} may be too small; a value that is not listed occurs at most so often. */
    public long topError() {
        return top.error();
    }

    QuantileSketch quantiles() {
        return quantiles;
    }

    private double number(long bits) {
        return domain == Domain.REAL ? OrderedBits.toDouble(bits) : bits;
    }

    byte[] encode() {
        ByteSink out = new ByteSink();
        out.u8(domain.code)
                .u8(extent == null ? 0 : 1)
                .u8(distinct == null ? 0 : 1)
                .u8(0);
        out.i64(rows).i64(missing).i64(nans);
        if (extent != null) {
            out.i64(extent.least).i64(extent.greatest);
        }
        quantiles.write(out);
        top.write(out);
        if (distinct != null) {
            distinct.write(out);
        }
        return out.toArray();
    }

    static ColumnSketch decode(byte[] bytes, String place) {
        ByteSource in = new ByteSource(bytes, place);
        Domain domain = domain(in);
        boolean hasExtent = in.u8() != 0;
        boolean hasDistinct = in.u8() != 0;
        in.u8();
        long rows = in.i64();
        long missing = in.i64();
        long nans = in.i64();
        Extent extent = hasExtent ? new Extent(in.i64(), in.i64()) : null;
        QuantileSketch quantiles = QuantileSketch.read(in);
        TopValues top = TopValues.read(in);
        DistinctSketch distinct = hasDistinct ? DistinctSketch.read(in) : null;
        in.end();
        return new ColumnSketch(domain, rows, missing, nans, extent, quantiles, top, distinct);
    }

    private static Domain domain(ByteSource in) {
        int code = in.u8();
        for (Domain domain : Domain.values()) {
            if (domain.code == code) {
                return domain;
            }
        }
        throw in.corrupt("is a sketch of unknown kind " + code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnSketch sketch && Arrays.equals(encode(), sketch.encode());
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, missing, nans, extent);
    }
}
