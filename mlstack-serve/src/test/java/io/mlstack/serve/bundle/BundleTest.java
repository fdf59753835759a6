package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.Predictor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    record Pet(Double weightKg, double heightCm) {}

    record Guess(String species, double probability) {}

    @Test
    void whatIsReadScoresAsWhatWasPacked(@TempDir Path folder) throws IOException {
        Bundle packed = PetModel.bundle(.5);
        Path file = folder.resolve("pets.mlb");
        packed.writeTo(file);
        Bundle read = Bundle.open(file);

        assertThat(read.scorer().score(PetModel.rows(PetModel.SCHEMA)))
                .isEqualTo(packed.scorer().score(PetModel.rows(PetModel.SCHEMA)));
        assertThat(read.scorer().score(PetModel.rows(PetModel.SCHEMA)).codes("species"))
                .containsExactly(0, 1, 1);
        assertThat(read.graph()).isEqualTo(packed.graph());
        assertThat(read.problem()).contains(Problem.binary("pets", "species", "dog"));
        assertThat(read.card()).startsWith("# Pets");
        assertThat(read.lineage().canonical()).isEqualTo("{\"seed\":7}");
        assertThat(read.goldens()).isEqualTo(GoldenOrigin.SELF);
        assertThat(read).isEqualTo(packed);
    }

    @Test
    void recordsGoInAndOut() {
        Bundle packed = PetModel.bundle(.5);
        Predictor<Pet, Guess> before = packed.predictor(Pet.class, Guess.class);
        Predictor<Pet, Guess> after = Bundle.read(packed.toBytes(), "pets.mlb").predictor(Pet.class, Guess.class);

        assertThat(after.predict(new Pet(31.0, 62))).isEqualTo(before.predict(new Pet(31.0, 62)));
        assertThat(after.predict(new Pet(31.0, 62)).species()).isEqualTo("dog");
        assertThat(after.predict(new Pet(null, 20))).isEqualTo(before.predict(new Pet(12.0, 20)));
        assertThat(after.predict(new Pet(null, 20)).species()).isEqualTo("cat");
        assertThat(after.predictScored(new Pet(31.0, 62)).modelId())
                .isEqualTo(packed.id().hex());
    }

    @Test
    void equalContentGivesEqualBytesAndOtherContentAnotherId() {
        assertThat(PetModel.bundle(.5).toBytes()).isEqualTo(PetModel.bundle(.5).toBytes());
        assertThat(PetModel.bundle(.5).id()).isNotEqualTo(PetModel.bundle(.25).id());
    }

    /** The format must not drift unnoticed: bundles of today are to be read for ever. */
    @Test
    void theIdOfAKnownBundleIsPinned() {
        assertThat(PetModel.bundle(.5).id().hex())
                .isEqualTo("344cbb74befd7004befd25ea27a3a7b3d3bb4a8ab2a917cf2f0041ef2b0540a2");
    }

    @Test
    void everyFlippedBitIsFound() {
        byte[] bytes = PetModel.bundle(.5).toBytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> Bundle.read(flipped, "pets.mlb"))
                    .as("byte %d", i)
                    .isInstanceOf(BundleRejectedException.class)
                    .hasMessageStartingWith("pets.mlb");
        }
    }

    @Test
    void everyTruncationIsFound() {
        byte[] bytes = PetModel.bundle(.5).toBytes();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Bundle.read(cut, "pets.mlb")).isInstanceOf(BundleRejectedException.class);
        }
    }

    @Test
    void aFlippedWeightNamesItsEntry() {
        byte[] bytes = PetModel.bundle(.5).toBytes();
        byte[] weight = java.nio.ByteBuffer.allocate(8)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putDouble(2.25)
                .array();
        bytes[indexOf(bytes, weight)] ^= 1;

        assertThatThrownBy(() -> Bundle.read(bytes, "pets.mlb"))
                .hasMessageContainingAll("pets.mlb!weights/model.safetensors", "fetch it again");
    }

    @Test
    void bytesBeforeOrBehindTheBundleAreRefused() {
        byte[] bytes = PetModel.bundle(.5).toBytes();
        byte[] prefixed = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, prefixed, 1, bytes.length);
        byte[] suffixed = java.util.Arrays.copyOf(bytes, bytes.length + 1);

        assertThatThrownBy(() -> Bundle.read(prefixed, "x")).isInstanceOf(BundleRejectedException.class);
        assertThatThrownBy(() -> Bundle.read(suffixed, "x")).isInstanceOf(BundleRejectedException.class);
    }

    @Test
    void anOrdinaryZipReaderOpensItAndDataIsAligned() throws IOException {
        byte[] bytes = PetModel.bundle(.5).toBytes();
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                byte[] data = zip.readAllBytes();
                assertThat(indexOf(bytes, data) % 64).as(entry.getName()).isZero();
            }
        }

        assertThat(names).isSorted().contains("manifest.json", "graph.json", "weights/model.safetensors");
        assertThat(names).hasSize(PetModel.bundle(.5).entries().size() + 1);
    }

    @Test
    void aStreamAndAResourceAreReadLikeAFile() throws IOException {
        Bundle bundle = PetModel.bundle(.5);
        Path root = Path.of(BundleTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        bundle.writeTo(root.resolve("pets-resource.mlb"));

        assertThat(Bundle.read(new ByteArrayInputStream(bundle.toBytes()))).isEqualTo(bundle);
        assertThat(Bundle.resource(BundleTest.class, "/pets-resource.mlb")).isEqualTo(bundle);
        assertThatThrownBy(() -> Bundle.resource(BundleTest.class, "none.mlb"))
                .isInstanceOf(java.io.FileNotFoundException.class)
                .hasMessageContaining("none.mlb");
    }

    @Test
    void personalColumnsNeverReachGoldens() {
        Schema personal = PetModel.SCHEMA.with(
                Column.of("weight_kg", ColumnType.FLOAT64).asNullable().asPersonal());
        Bundle bundle = Bundle.builder("pets", PetModel.graph(personal, .5))
                .goldens(PetModel.rows(personal))
                .build();

        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.NONE);
        assertThat(bundle.entries()).doesNotContainKey("golden/inputs.safetensors");
    }

    @Test
    void aColumnThatOnlyTheRowsMarkAsPersonalReachesNoGoldens() {
        Schema marked = PetModel.SCHEMA.with(
                Column.of("weight_kg", ColumnType.FLOAT64).asNullable().asPersonal());
        Bundle bundle = Bundle.builder("pets", PetModel.graph(.5))
                .goldens(PetModel.rows(marked))
                .build();

        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.NONE);
    }

    @Test
    void aPersonalColumnThatTheModelDoesNotReadHindersNoGoldens() {
        Columns rows = PetModel.rows(PetModel.SCHEMA);
        Columns more = rows.with(Column.of("owner", ColumnType.FLOAT64).asPersonal(), rows.vector("height_cm"));
        Bundle bundle = Bundle.builder("pets", PetModel.graph(.5)).goldens(more).build();

        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.SELF);
    }

    @Test
    void aCardThatIsNoTextIsRefusedAndNotQuietlyChanged() {
        assertThatThrownBy(() -> PetModel.builder(.5).card("half \ud83d").build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("surrogate");
        assertThat(PetModel.builder(.5).card("whole \ud83d\ude3a").build().card())
                .isEqualTo("whole \ud83d\ude3a");
    }

    @Test
    void theFileHasTheRightsOfAnyNewFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pets.mlb");
        PetModel.bundle(.5).writeTo(file);
        Path ordinary = Files.writeString(folder.resolve("ordinary"), "x");

        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Assumptions.assumeTrue(view != null, "no POSIX rights here");
        assertThat(view.readAttributes().permissions()).isEqualTo(Files.getPosixFilePermissions(ordinary));
    }

    @Test
    void writingLeavesNothingBesideTheFile(@TempDir Path folder) throws IOException {
        PetModel.bundle(.5).writeTo(folder.resolve("pets.mlb"));
        PetModel.bundle(.25).writeTo(folder.resolve("pets.mlb"));

        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(Bundle.open(folder.resolve("pets.mlb"))).isEqualTo(PetModel.bundle(.25));
    }

    @Test
    void aNameThatIsNoModelNameIsRefused() {
        for (String name : List.of("Pets/1", "pets.", "", "x".repeat(101))) {
            assertThatThrownBy(() -> Bundle.builder(name, PetModel.graph(0)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("cannot name a model");
        }
    }

    @Test
    void shortTextNamesModelIdAndGoldens() {
        assertThat(PetModel.bundle(.5).toString()).startsWith("bundle pets ").contains("by its own scorer");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
