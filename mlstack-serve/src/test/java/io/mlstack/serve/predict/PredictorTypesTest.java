package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Types that values come in as, where they could be taken in two ways. */
class PredictorTypesTest {

    record Number(double value) {}

    private static <I extends Record> Predictor<I, Number> predictor(ColumnType type, Class<I> input) {
        Column value = Column.of("value", type).asNullable();
        ModelGraph graph = ModelGraph.from(Schema.of(value))
                .output(Column.of("value", type.kind() == ColumnType.Kind.FLOAT32 ? type : ColumnType.FLOAT64))
                .build();
        return Predictor.of(graph, "m", input, Number.class);
    }

    private static <I extends Record> double read(ColumnType type, Class<I> input, I row) {
        return predictor(type, input).predict(row).value();
    }

    record Point(Instant value) {}

    record Offset(OffsetDateTime value) {}

    record Zoned(Optional<ZonedDateTime> value) {}

    @Test
    void timesWithAZoneArePointsInTime() {
        Instant now = Instant.parse("2026-11-25T18:00:00.000001999Z");
        double seconds = read(ColumnType.TIMESTAMP, Point.class, new Point(now));

        assertThat(seconds).isEqualTo((now.getEpochSecond() * 1_000_000 + 1) / 1e6);
        assertThat(read(ColumnType.TIMESTAMP, Offset.class, new Offset(now.atOffset(ZoneOffset.ofHours(-7)))))
                .isEqualTo(seconds);
        assertThat(read(
                        ColumnType.TIMESTAMP,
                        Zoned.class,
                        new Zoned(Optional.of(now.atZone(ZoneId.of("Asia/Kathmandu"))))))
                .isEqualTo(seconds);
        assertThat(read(ColumnType.TIMESTAMP, Offset.class, new Offset(null))).isNaN();
        assertThat(read(ColumnType.TIMESTAMP, Zoned.class, new Zoned(Optional.empty())))
                .isNaN();
    }

    @Test
    void typesThatDoNotSayWhichPointInTimeTheyMeanAreRefusedWithTheReason() {
        record Local(LocalDateTime value) {}
        record Old(Date value) {}
        record Day(LocalDate value) {}
        refused(ColumnType.TIMESTAMP, Local.class, "a time without a zone is no point in time");
        refused(ColumnType.TIMESTAMP, Old.class, "a Date may have lost its microseconds");
        refused(ColumnType.TIMESTAMP, Day.class, "Instant, OffsetDateTime or ZonedDateTime");
        refused(ColumnType.DATE, Point.class, "depends on the time zone");
        refused(ColumnType.DATE, Old.class, "depends on the time zone");
        refused(ColumnType.DATE, Local.class, "declare the component as LocalDate");
    }

    private static void refused(ColumnType type, Class<? extends Record> input, String cure) {
        assertThatThrownBy(() -> predictor(type, input))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining(cure);
    }

    record Whole(long value) {}

    record Boxed(Long value) {}

    record Maybe(OptionalLong value) {}

    /** Beyond 2^53 a model of doubles cannot tell neighbours apart: training rounded them, so serving rounds them alike. */
    @Test
    void wholeNumbersBeyondDoublesAreRoundedAsInTraining() {
        for (long value : new long[] {(1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE, -(1L << 53) - 1, 3}) {
            double expected = (double) value;
            Columns block = Columns.ofRecords(Whole.class, List.of(new Whole(value)));

            assertThat(read(ColumnType.INT64, Whole.class, new Whole(value))).isEqualTo(expected);
            assertThat(read(ColumnType.INT64, Boxed.class, new Boxed(value))).isEqualTo(expected);
            assertThat(read(ColumnType.INT64, Maybe.class, new Maybe(OptionalLong.of(value))))
                    .isEqualTo(expected);
            assertThat(predictor(ColumnType.INT64, Whole.class)
                            .scorer()
                            .score(block)
                            .value(0, "value"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void singlePrecisionColumnsRoundWhatComesInDoublePrecision() {
        assertThat(read(ColumnType.FLOAT32, Number.class, new Number(0.1))).isEqualTo((double) 0.1f);
    }
}
