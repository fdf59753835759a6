package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows looked like, packed with the model. */
class ReferenceTest {

    @Test
    void quantilesAreThoseOfTheRows() {
        Columns.Builder rows = Columns.builder(PetModel.SCHEMA);
        for (int i : IntStream.range(0, 641).toArray()) {
            rows.row(i % 10 == 0 ? null : (double) i, (i * 277 % 641) / 10.0);
        }
        Reference reference = reference(rows.build());
        Sketch.Numbers height = (Sketch.Numbers) reference.inputs().get("height_cm");
        Sketch.Numbers weight = (Sketch.Numbers) reference.inputs().get("weight_kg");

        assertThat(height.count()).isEqualTo(641);
        assertThat(height.quantiles())
                .hasSize(65)
                .containsSequence(0.0, 1.0, 2.0)
                .endsWith(64.0);
        assertThat(weight.missing()).isEqualTo(65);
        assertThat(weight.count()).isEqualTo(576);
        assertThat(reference.outputs())
                .containsOnlyKeys("species", "probability", "probabilities[0]", "probabilities[1]", "score");
        assertThat(((Sketch.Levels) reference.outputs().get("species")).levels())
                .containsOnlyKeys("cat", "dog");
        assertThat(reference.outputs().get("species").count()).isEqualTo(641);
    }

    @Test
    void theShareBelowANumberIsKnownToASixtyFourth() {
        Random random = new Random(3);
        double[] values = random.doubles(5000).map(u -> u * u * 100).toArray();
        Columns.Builder rows = Columns.builder(PetModel.SCHEMA);
        for (double value : values) {
            rows.row(1.0, value);
        }
        Sketch.Numbers sketch =
                (Sketch.Numbers) reference(rows.build()).inputs().get("height_cm");

        for (double x = 0; x < 100; x += .37) {
            double at = x;
            double share = IntStream.range(0, values.length)
                            .filter(i -> values[i] < at)
                            .count()
                    / 5000.0;
            double sketched = sketch.quantiles().stream().filter(q -> q < at).count() / 65.0;
            assertThat(sketched).isBetween(share - 1 / 64.0 - 1 / 5000.0, share + 1 / 64.0 + 1 / 5000.0);
        }
    }

    @Test
    void whatIsNotFiniteAndWhatIsMissingIsCounted() {
        Columns rows = Columns.builder(PetModel.SCHEMA)
                .row(null, Double.POSITIVE_INFINITY)
                .row(null, -0.0)
                .build();
        Reference reference = reference(rows);

        assertThat(reference.inputs().get("weight_kg")).isEqualTo(new Sketch.Numbers(0, 2, 0, java.util.List.of()));
        assertThat(((Sketch.Numbers) reference.inputs().get("height_cm")).infinite())
                .isEqualTo(1);
        assertThat(((Sketch.Numbers) reference.inputs().get("height_cm")).quantiles())
                .hasSize(65)
                .containsOnly(0.0);
    }

    @Test
    void personalColumnsAreNotSketched() {
        Schema marked = PetModel.SCHEMA.with(
                Column.of("weight_kg", ColumnType.FLOAT64).asNullable().asPersonal());

        assertThat(reference(PetModel.rows(marked)).inputs()).containsOnlyKeys("height_cm");
        Bundle personal = Bundle.builder("pets", PetModel.graph(marked, .5))
                .reference(PetModel.rows(marked))
                .build();
        assertThat(personal.reference().orElseThrow().inputs()).containsOnlyKeys("height_cm");
    }

    @Test
    void aBundleWithoutHasNone() {
        assertThat(PetModel.bundle(.5).reference()).isEmpty();
    }

    @Test
    void equalRowsGiveEqualBytes() {
        assertThat(packed(PetModel.rows(PetModel.SCHEMA)).toBytes())
                .isEqualTo(packed(PetModel.rows(PetModel.SCHEMA)).toBytes());
        assertThat(packed(PetModel.rows(PetModel.SCHEMA)).entries()).containsKey("reference.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"count\":3|\"count\":-3",
                "\"count\":3|\"count\":0",
                "\"infinite\":0|\"infinite\":3",
                "\"quantiles\":\\[|\"quantiles\":[1e9,",
                "\"missing\":0|\"missing\":0,\"note\":1",
                "\"missing\":0|\"missing\":0.5",
                "\"inputs\"|\"input\""
            })
    void aMalformedEntryIsRefused(String edit) {
        SortedMap<String, byte[]> entries =
                BundleFiles.entries(packed(PetModel.rows(PetModel.SCHEMA)).toBytes());
        String before = new String(entries.get("reference.json"), StandardCharsets.UTF_8);
        String[] parts = edit.split("\\|");
        String after = before.replaceFirst(parts[0], parts[1]);
        assertThat(after).isNotEqualTo(before);
        entries.put("reference.json", after.getBytes(StandardCharsets.UTF_8));
        BundleFiles.seal(Manifest.read("x", entries.get(Manifest.NAME)), entries);

        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("x!reference.json");
    }

    private static Bundle packed(Columns rows) {
        return PetModel.builder(.5).reference(rows).build();
    }

    private static Reference reference(Columns rows) {
        return packed(rows).reference().orElseThrow();
    }
}
