package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScorerColumnsTest {

    private static final Schema EVERYTHING = Schema.of(
            Column.of("flag", ColumnType.BOOLEAN).asNullable(),
            Column.of("count", ColumnType.INT32).asNullable(),
            Column.of("total", ColumnType.INT64).asNullable(),
            Column.of("price", ColumnType.decimal(9, 2)).asNullable(),
            Column.of("day", ColumnType.DATE).asNullable(),
            Column.of("time", ColumnType.TIMESTAMP).asNullable(),
            Column.of("ratio", ColumnType.FLOAT32).asNullable(),
            Column.of("weight", ColumnType.FLOAT64).asNullable(),
            Column.of("color", ColumnType.category("blue", "red")).asNullable(),
            Column.of("spectrum", ColumnType.vector(3)).asNullable());

    @Test
    void everyTypeOfColumnBecomesNumbers() {
        Columns rows = Columns.builder(EVERYTHING)
                .row(
                        true,
                        -3,
                        1L << 40,
                        new BigDecimal("12.34"),
                        LocalDate.of(1970, 1, 3),
                        Instant.ofEpochSecond(10, 500_000_000),
                        0.1f,
                        0.1,
                        "red",
                        new float[] {1, 2, 3})
                .row(new Object[10])
                .build();

        double[] flat = Scorer.compile(passing(EVERYTHING)).flatten(rows);

        double nan = Double.NaN;
        assertThat(flat)
                .containsExactly(
                        1, -3, 1L << 40, 12.34, 2, 10.5, 0.1f, 0.1, 1, 1, 2, 3, nan, nan, nan, nan, nan, nan, nan, nan,
                        -1, nan, nan, nan);
    }

    @Test
    void columnsAreFoundByNameAndLevelsByTheirs() {
        Schema schema = Schema.of(
                Column.of("color", ColumnType.category("blue", "red")), Column.of("size", ColumnType.FLOAT64));
        Scorer scorer = Scorer.compile(passing(schema));
        Columns rows = Columns.builder(Schema.of(
                        Column.of("size", ColumnType.INT32),
                        Column.of("id", ColumnType.TEXT),
                        Column.of("color", ColumnType.category("green", "red", "blue"))))
                .row(7, "a", "red")
                .row(8, "b", "blue")
                .row(9, "c", "green")
                .build();
        Columns texts = Columns.builder(
                        Schema.of(Column.of("size", ColumnType.INT32), Column.of("color", ColumnType.TEXT)))
                .row(7, "red")
                .row(8, "violet")
                .build();

        assertThat(scorer.flatten(rows)).containsExactly(1, 7, 0, 8, -2, 9);
        assertThat(scorer.flatten(texts)).containsExactly(1, 7, -2, 8);
        assertThat(scorer.score(rows).value(2, "color")).isNull();
    }

    @Test
    void everyMissingColumnIsNamedWithTheNearest() {
        Scorer scorer = Scorer.compile(Models.logistic(3));
        Columns rows = Columns.builder(
                        Schema.of(Column.of("x1", ColumnType.FLOAT64), Column.of("x2_", ColumnType.FLOAT64)))
                .build();

        assertThatThrownBy(() -> scorer.score(rows))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("column x0")
                .hasMessageContaining("column x2")
                .hasMessageContaining("did you mean \"x1\" or \"x2_\"")
                .satisfies(e -> assertThat(((MlstackException) e).findings()).hasSize(2));
    }

    @Test
    void everyColumnOfAnotherTypeIsNamed() {
        Columns rows = Columns.builder(Schema.of(
                        Column.of("flag", ColumnType.INT32),
                        Column.of("count", ColumnType.TEXT),
                        Column.of("total", ColumnType.DATE),
                        Column.of("price", ColumnType.BOOLEAN),
                        Column.of("day", ColumnType.TIMESTAMP),
                        Column.of("time", ColumnType.INT64),
                        Column.of("ratio", ColumnType.vector(1)),
                        Column.of("weight", ColumnType.category("1")),
                        Column.of("color", ColumnType.INT32),
                        Column.of("spectrum", ColumnType.vector(4))))
                .build();

        assertThatThrownBy(() -> Scorer.compile(passing(EVERYTHING)).flatten(rows))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(f -> f.place())
                        .containsExactlyElementsOf(EVERYTHING.names().stream()
                                .map(name -> "column " + name)
                                .toList()));
    }

    @Test
    void moreRowsThanABlockScoreAsTheirNumbersDo() {
        ModelGraph graph = Models.net(4, 20, 3);
        Scorer scorer = Scorer.compile(graph);
        int count = 700;
        List<DoubleVector> vectors = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 4; i++) {
            vectors.add(DoubleVector.of(random.doubles(count, -3, 3).toArray()));
        }
        Columns rows = Columns.of(graph.input(), vectors);
        double[] out = new double[count * scorer.outputWidth()];
        scorer.score(scorer.flatten(rows), 0, count, out, 0, scorer.scratch());

        Columns scored = scorer.score(rows);

        assertThat(scored.rows()).isEqualTo(count);
        assertThat(scored.schema()).isEqualTo(scorer.output());
        for (int r = 0; r < count; r++) {
            assertThat(scored.value(r, "digit")).isEqualTo("digit" + (int) out[r * 5]);
            assertThat(scored.value(r, "probability")).isEqualTo(out[r * 5 + 1]);
            assertThat((float[]) scored.value(r, "probabilities"))
                    .containsExactly((float) out[r * 5 + 2], (float) out[r * 5 + 3], (float) out[r * 5 + 4]);
        }
    }

    @Test
    void labelAmongNumbersThatAreMissingIsMissing() {
        ModelGraph graph = ModelGraph.from(Models.numbers(2))
                .add(new Node.Concat(List.of("x0", "x1"), "scores"))
                .add(new Node.Softmax("scores", "p"))
                .add(new Node.ArgMax("p", "label", List.of("a", "b")))
                .output(Column.of("label", ColumnType.category("a", "b")))
                .output(Column.of("p", ColumnType.vector(2)))
                .build();
        Columns rows = Columns.of(graph.input(), List.of(DoubleVector.of(1, Double.NaN), DoubleVector.of(2, 5)));

        Columns scored = Scorer.compile(graph).score(rows);

        assertThat(scored.value(0, "label")).isEqualTo("b");
        assertThat(scored.value(1, "label")).isNull();
        assertThat((float[]) scored.value(1, "p")).containsOnly(Float.NaN);
    }

    @Test
    void noRowsGiveNoRows() {
        Scorer scorer = Scorer.compile(Models.logistic(2));

        assertThat(scorer.score(Columns.builder(scorer.input()).build()).rows()).isZero();
    }

    /** A graph that hands its columns through. */
    private static ModelGraph passing(Schema schema) {
        ModelGraph.Builder graph = ModelGraph.from(schema);
        for (Column column : schema) {
            ColumnType type = column.type();
            boolean keeps = type.kind() == ColumnType.Kind.CATEGORY
                    || type.kind() == ColumnType.Kind.VECTOR
                    || type.kind() == ColumnType.Kind.FLOAT32;
            graph.output(Column.of(column.name(), keeps ? type : ColumnType.FLOAT64));
        }
        return graph.build();
    }
}
