package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Two small data sets that come with the library, so that a first try needs no file.
 *
 * <p>Both are CC BY 4.0; {@code SOURCES.md} beside the resources names their authors and what was changed.
 */
public final class Samples {

    private static final String IRIS = "iris.csv";
    private static final String BIOPSIES = "biopsies.csv";

    private static final List<String[]> MEASUREMENTS = List.of(
            new String[] {"radius", "distance from the centre of a nucleus to its outline"},
            new String[] {"texture", "standard deviation of the grey values in a nucleus"},
            new String[] {"perimeter", "length of the outline of a nucleus"},
            new String[] {"area", "area of a nucleus"},
            new String[] {"smoothness", "local variation of the radius of a nucleus"},
            new String[] {"compactness", "perimeter^2 / area - 1 of a nucleus"},
            new String[] {"concavity", "depth of the concave parts of the outline of a nucleus"},
            new String[] {"concave_points", "number of concave parts of the outline of a nucleus"},
            new String[] {"symmetry", "symmetry of a nucleus"},
            new String[] {"fractal_dimension", "coastline approximation - 1 of the outline of a nucleus"});

    private Samples() {}

    /**
     * Fisher's iris flowers: 150 rows of {@code id} (1 to 150, the key), four measurements in centimetres and
     * {@code species}, 50 each of setosa, versicolor and virginica, sorted by species.
     */
    public static Columns iris() {
        return read(
                IRIS,
                Schema.of(
                        Column.of("id", ColumnType.INT64).describedAs("number of the flower"),
                        Column.of("sepal_length_cm", ColumnType.FLOAT64).describedAs("length of the sepal in cm"),
                        Column.of("sepal_width_cm", ColumnType.FLOAT64).describedAs("width of the sepal in cm"),
                        Column.of("petal_length_cm", ColumnType.FLOAT64).describedAs("length of the petal in cm"),
                        Column.of("petal_width_cm", ColumnType.FLOAT64).describedAs("width of the petal in cm"),
                        Column.of("species", ColumnType.category("setosa", "versicolor", "virginica"))
                                .describedAs("species of the flower")));
    }

    /**
     * Breast masses of 569 patients (Wisconsin, 1995): {@code id} (1 to 569 in file order, the key), {@code diagnosis}
     * (357 benign, 212 malignant), and 30 measurements of the cell nuclei in an image: of each of ten quantities the mean, its
     * standard error and the worst, which is the mean of the three largest values. Lengths and areas are in
     * units of the image.
     */
    public static Columns biopsies() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("id", ColumnType.INT64).describedAs("number of the biopsy in the order of the file"));
        columns.add(Column.of("diagnosis", ColumnType.category("benign", "malignant"))
                .describedAs("what the pathologist found"));
        MEASUREMENTS.forEach(m -> columns.add(measurement("mean_" + m[0], "mean over the image: " + m[1])));
        MEASUREMENTS.forEach(m -> columns.add(measurement(m[0] + "_error", "standard error of the mean: " + m[1])));
        MEASUREMENTS.forEach(m -> columns.add(measurement("worst_" + m[0], "mean of the three largest: " + m[1])));
        return read(BIOPSIES, Schema.of(columns));
    }

    /**
     * Writes the CSV file behind {@link #iris()} to {@code target}, which must not exist yet.
     *
     * @throws IOException if it cannot be written
     */
    public static void copyIris(Path target) throws IOException {
        copy(IRIS, target);
    }

    /**
     * Writes the CSV file behind {@link #biopsies()} to {@code target}, which must not exist yet.
     *
     * @throws IOException if it cannot be written
     */
    public static void copyBiopsies(Path target) throws IOException {
        copy(BIOPSIES, target);
    }

    private static Column measurement(String name, String description) {
        return Column.of(name, ColumnType.FLOAT64).describedAs(description);
    }

    private static Columns read(String resource, Schema schema) {
        try {
            return Csv.resource(Samples.class, resource).schema(schema).read().collect();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from mlstack's own jar", e);
        }
    }

    /** The file appears whole or not at all, so a killed program leaves no half of it under its name. */
    private static void copy(String resource, Path target) throws IOException {
        Path staged = target.resolveSibling(
                "." + target.getFileName() + ".part-" + ProcessHandle.current().pid());
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, staged);
            Files.move(staged, target);
        } finally {
            Files.deleteIfExists(staged);
        }
    }
}
