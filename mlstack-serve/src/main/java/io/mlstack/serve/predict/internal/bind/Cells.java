package io.mlstack.serve.predict.internal.bind;

import io.mlstack.serve.predict.internal.text.TextColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values of components as numbers of a row, the targets of the bound method handles. NaN where a value is missing. */
final class Cells {

    private static final long MICROS = 1_000_000;
    private static final int NANOS_OF_MICRO = 1000;

    private Cells() {}

    static void put(double[] in, int at, int slot, double value) {
        in[at + slot] = value;
    }

    static void putEight(
            double[] in,
            int at,
            int slot,
            double v0,
            double v1,
            double v2,
            double v3,
            double v4,
            double v5,
            double v6,
            double v7) {
        int to = at + slot;
        in[to] = v0;
        in[to + 1] = v1;
        in[to + 2] = v2;
        in[to + 3] = v3;
        in[to + 4] = v4;
        in[to + 5] = v5;
        in[to + 6] = v6;
        in[to + 7] = v7;
    }

    /** @param missing the numbers of a text that is not there */
    static void text(double[] in, int at, int slot, TextColumn column, double[] missing, @Nullable CharSequence text) {
        if (text == null) {
            System.arraycopy(missing, 0, in, at + slot, missing.length);
        } else {
            column.encode(text, in, at + slot);
        }
    }

    static double flag(boolean value) {
        return value ? 1 : 0;
    }

    static double flagOrNaN(@Nullable Boolean value) {
        return value == null ? Double.NaN : flag(value);
    }

    static double number(@Nullable Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }

    static double day(@Nullable LocalDate value) {
        return value == null ? Double.NaN : value.toEpochDay();
    }

    /** Seconds to the microsecond, as a timestamp column has them. */
    static double second(@Nullable Instant value) {
        if (value == null) {
            return Double.NaN;
        }
        long seconds = value.getEpochSecond();
        int micros = value.getNano() / NANOS_OF_MICRO;
        if (Math.abs(seconds) < Long.MAX_VALUE / MICROS) {
            return (seconds * MICROS + micros) / (double) MICROS;
        }
        return seconds;
    }

    static double second(@Nullable OffsetDateTime value) {
        return value == null ? Double.NaN : second(value.toInstant());
    }

    static double second(@Nullable ZonedDateTime value) {
        return value == null ? Double.NaN : second(value.toInstant());
    }

    static double number(@Nullable OptionalInt value) {
        return value == null || value.isEmpty() ? Double.NaN : value.getAsInt();
    }

    static double number(@Nullable OptionalLong value) {
        return value == null || value.isEmpty() ? Double.NaN : value.getAsLong();
    }

    static double number(@Nullable OptionalDouble value) {
        return value == null || value.isEmpty() ? Double.NaN : value.getAsDouble();
    }

    static boolean isThere(@Nullable Object value) {
        return value != null;
    }

    /** Writes into each of {@code slots} what stands for a missing value there. */
    static void clear(double[] in, int at, int[] slots, double[] missing) {
        for (int i = 0; i < slots.length; i++) {
            in[at + slots[i]] = missing[i];
        }
    }

    static @Nullable Object content(@Nullable Optional<?> value) {
        return value == null ? null : value.orElse(null);
    }

    static void vector(double[] in, int at, int slot, int width, float @Nullable [] values) {
        if (values == null) {
            missing(in, at + slot, width);
        } else if (values.length == width) {
            for (int i = 0; i < width; i++) {
                in[at + slot + i] = values[i];
            }
        } else {
            throw new UnfitValueException();
        }
    }

    static void vector(double[] in, int at, int slot, int width, double @Nullable [] values) {
        if (values == null) {
            missing(in, at + slot, width);
        } else if (values.length == width) {
            System.arraycopy(values, 0, in, at + slot, width);
        } else {
            throw new UnfitValueException();
        }
    }

    private static void missing(double[] in, int at, int width) {
        for (int i = 0; i < width; i++) {
            in[at + i] = Double.NaN;
        }
    }
}
