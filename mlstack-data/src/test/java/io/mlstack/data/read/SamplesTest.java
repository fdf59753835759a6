package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Columns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    private static final String IRIS = "1e52d3d96ba49c50fe132731766e8b9b3d456d7b44163a4d62d2a256e19005e5";
    private static final String BREAST_CANCER = "432ff316e7bfb60b70a275064b4401315cc39f09c9099d031013a23647e98687";

    @TempDir
    Path folder;

    @Test
    void irisWithoutItsIdAndWithNumberedSpeciesIsTheReferenceCopyByteForByte() throws Exception {
        Samples.copyIris(folder.resolve("iris.csv"));
        assertThat(sha256(reference("iris.csv", 5, List.of("setosa", "versicolor", "virginica"))))
                .isEqualTo(IRIS);
    }

    @Test
    void biopsiesWithoutTheirIdAndWithNumberedDiagnosesAreTheReferenceCopyByteForByte() throws Exception {
        Samples.copyBiopsies(folder.resolve("biopsies.csv"));
        assertThat(sha256(reference("biopsies.csv", 1, List.of("malignant", "benign"))))
                .isEqualTo(BREAST_CANCER);
    }

    @Test
    void tablesHoldTheNumbersOfTheirFiles() throws Exception {
        assertHolds(Samples.iris(), "iris.csv");
        assertHolds(Samples.biopsies(), "biopsies.csv");
    }

    @Test
    void idsCountTheRowsAndClassesHaveTheirKnownSizes() {
        Columns iris = Samples.iris();
        Columns biopsies = Samples.biopsies();
        assertThat(iris.numbers("id")).hasSize(150).startsWith(1, 2, 3).endsWith(150);
        assertThat(biopsies.numbers("id")).hasSize(569).startsWith(1, 2, 3).endsWith(569);
        assertThat(Arrays.stream(biopsies.codes("diagnosis")).sum()).isEqualTo(212);
        assertThat(Arrays.stream(iris.codes("species")).filter(c -> c == 1)).hasSize(50);
    }

    @Test
    void inferenceOfTheCopiedFileFindsTheSchemaOfTheSample() throws Exception {
        Path file = folder.resolve("biopsies.csv");
        Samples.copyBiopsies(file);
        CsvTable read = Csv.read(file);
        assertThat(read.collect().select(read.schema().names())).isEqualTo(undescribed(Samples.biopsies(), read));
        assertThat(read.inference().of("worst_area").reason())
                .isEqualTo("569 of 569 values are numbers between 185.2 and 4254");
    }

    @Test
    void everyColumnIsDescribedAndTheSourceIsNamed() throws IOException {
        assertThat(Samples.biopsies().schema())
                .allSatisfy(c -> assertThat(c.description()).isNotEmpty());
        assertThat(Samples.iris().schema())
                .allSatisfy(c -> assertThat(c.description()).isNotEmpty());
        byte[] sources = Samples.class.getResourceAsStream("SOURCES.md").readAllBytes();
        assertThat(new String(sources, StandardCharsets.UTF_8)).contains("CC BY 4.0", "Wolberg", "Fisher", IRIS);
    }

    private static Columns undescribed(Columns sample, CsvTable like) {
        List<io.mlstack.api.table.ColumnVector> vectors = new ArrayList<>();
        like.schema().names().forEach(name -> vectors.add(sample.vector(name)));
        return Columns.of(like.schema(), vectors);
    }

    private void assertHolds(Columns table, String file) throws IOException {
        Path copy = folder.resolve(file);
        if (file.equals("iris.csv")) {
            Samples.copyIris(copy);
        } else {
            Samples.copyBiopsies(copy);
        }
        List<String> lines = Files.readAllLines(copy);
        assertThat(table.schema().names()).containsExactly(lines.get(0).split(","));
        assertThat(table.rows()).isEqualTo(lines.size() - 1);
        for (int row = 0; row < table.rows(); row++) {
            String[] cells = lines.get(row + 1).split(",");
            for (int column = 0; column < cells.length; column++) {
                Object value = table.value(row, column);
                assertThat(value instanceof Double ? (Object) Double.parseDouble(cells[column]) : cells[column])
                        .isEqualTo(value instanceof Double ? value : value.toString());
            }
        }
    }

    /** The lines without their first cell, and with the class moved to the end as its number. */
    private String reference(String file, int classCell, List<String> classes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            List<String> cells = new ArrayList<>(List.of(line.split(",")));
            String label = cells.remove(classCell);
            cells.remove(0);
            cells.add(classes.contains(label) ? "" + classes.indexOf(label) : "target");
            lines.add(String.join(",", cells) + "\n");
        }
        return String.join("", lines);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
