package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.model.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose checksums agree and whose content is wrong all the same. */
class HostileBundleTest {

    @Test
    void goldensThatNoLongerHoldAreRefused() {
        assertRejected(
                entries -> {
                    Tensor outputs = BundleFiles.tensors("x", entries.get("golden/outputs.safetensors"))
                            .get("outputs");
                    double[] values = outputs.toDoubles();
                    values[1] += 1e-3;
                    entries.put(
                            "golden/outputs.safetensors",
                            BundleFiles.safetensors(Map.of("outputs", Tensor.of(values, 3, values.length / 3))));
                },
                "row 0, output probability");
    }

    @Test
    void aWeightThatIsMissingIsNamed() {
        assertRejected(
                entries -> entries.put("weights/model.safetensors", BundleFiles.safetensors(Map.of())), "filled.fill");
    }

    @Test
    void goldensOfNoRowsProveNothingAndAreRefused() {
        assertRejected(
                entries -> {
                    entries.put(
                            "golden/inputs.safetensors",
                            BundleFiles.safetensors(Map.of("inputs", Tensor.of(new double[0], 0, 2))));
                    entries.put(
                            "golden/outputs.safetensors",
                            BundleFiles.safetensors(Map.of("outputs", Tensor.of(new double[0], 0, 5))));
                },
                "at least one");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void goldensThatAreNoNumbersAgreeWithThemselvesOnly(double odd) {
        assertRejected(
                entries -> {
                    Tensor outputs = BundleFiles.tensors("x", entries.get("golden/outputs.safetensors"))
                            .get("outputs");
                    double[] values = outputs.toDoubles();
                    values[4] = odd;
                    entries.put(
                            "golden/outputs.safetensors",
                            BundleFiles.safetensors(Map.of("outputs", Tensor.of(values, 3, values.length / 3))));
                },
                "row 0, output score");
        assertThat(Goldens.agree(odd, odd)).isTrue();
        assertThat(Goldens.agree(odd, 5)).isFalse();
        assertThat(Goldens.agree(5, odd)).isFalse();
        assertThat(Goldens.agree(odd, -odd)).isEqualTo(Double.isNaN(odd));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ulps\":5000}",
                "{\"relative\":0.1}",
                "{\"absolute\":1}",
                "{\"ulps\":-1}",
                "{\"steps\":1}",
                "{}"
            })
    void noFileChoosesHowFarItsGoldensMayMove(String tolerance) {
        assertManifestRejected(
                "\\{\"origin\":\"self\"}",
                "{\"origin\":\"trainer\",\"outputs\":{\"probability\":" + tolerance + "}}",
                "x.mlb!");
    }

    @Test
    void goldensByTheTrainerNameAnOutputOfTheModel() {
        assertManifestRejected(
                "\\{\"origin\":\"self\"}",
                "{\"origin\":\"trainer\",\"outputs\":{\"odds\":{\"ulps\":1}}}",
                "does not predict");
        assertManifestRejected("\\{\"origin\":\"self\"}", "{\"origin\":\"trainer\",\"outputs\":{}}", "name no output");
    }

    @Test
    void anInvalidModelNameIsRefused() {
        for (String name : new String[] {"../pets", "pets.", "Pets", "", "p".repeat(101)}) {
            assertManifestRejected("\"name\":\"pets\"", "\"name\":\"" + name + "\"", "cannot name a model");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" {", "{\n", "{\"a\":1,", "\ufeff{"})
    void aManifestThatIsSpeltInAnotherWayIsRefused(String begin) {
        assertManifestRejected("^\\{", begin, "manifest.json");
    }

    @Test
    void aManifestInAnotherEncodingIsRefused() {
        SortedMap<String, byte[]> entries = entries();
        entries.put("manifest.json", text(entries.get("manifest.json")).getBytes(StandardCharsets.UTF_16LE));

        assertRead(entries, "manifest.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph.json|^|\ufeff",
                "graph.json|$| ",
                "graph.json|\"op\":\"linear\"|\"activation\":\"relu\",\"op\":\"linear\"",
                "graph.json|\\[\"score\"\\]|[\"score\",\"scaled\"]",
                "graph.json|\"op\":\"impute\",\"output\":\"filled\"|\"output\":\"filled\",\"op\":\"impute\"",
                "graph.json|0\\.5|5e-1",
                "problem.json|$|\n",
                "problem.json|\"ignored\"|\"author\":\"me\",\"ignored\""
            })
    void anEntryThatIsSpeltInAnotherWayIsRefused(String change) {
        String[] parts = change.split("\\|", 3);
        assertRejected(
                entries -> {
                    String before = text(entries.get(parts[0]));
                    String after = before.replaceFirst(parts[1], parts[2]);
                    assertThat(after).isNotEqualTo(before);
                    entries.put(parts[0], after.getBytes(StandardCharsets.UTF_8));
                },
                "x.mlb!" + parts[0]);
    }

    @Test
    void aGraphInUtf16IsRefused() {
        assertRejected(
                entries -> entries.put(
                        "graph.json", text(entries.get("graph.json")).getBytes(StandardCharsets.UTF_16)),
                "x.mlb!graph.json");
    }

    @Test
    void aCardThatIsNoUtf8IsRefused() {
        assertRejected(entries -> entries.put("model_card.md", new byte[] {'#', (byte) 0xff}), "model_card.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra.bin", "weights/other.safetensors", "golden/notes.txt"})
    void entriesThatTheFormatDoesNotHaveAreRefusedThoughTheyAreListed(String name) {
        assertRejected(entries -> entries.put(name, new byte[3]), "x.mlb!" + name);
    }

    @Test
    void goldensThatTheManifestDoesNotPromiseAreRefused() {
        SortedMap<String, byte[]> entries = entries();
        entries.put(
                "manifest.json",
                text(entries.get("manifest.json"))
                        .replace("{\"origin\":\"self\"}", "{\"origin\":\"none\"}")
                        .getBytes(StandardCharsets.UTF_8));

        assertRead(entries, "promises no goldens");
    }

    @Test
    void allProblemsOfAGraphAreTold() {
        SortedMap<String, byte[]> entries = entries();
        Manifest manifest = Manifest.read("pets", entries.remove("manifest.json"));
        entries.put(
                "graph.json",
                text(entries.get("graph.json"))
                        .replace("[\"weight_kg\",\"height_cm\"]", "[\"weight_g\",\"height_mm\"]")
                        .getBytes(StandardCharsets.UTF_8));
        BundleFiles.seal(manifest, entries);

        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x.mlb"))
                .isInstanceOfSatisfying(
                        BundleRejectedException.class,
                        e -> assertThat(e.findings()).hasSizeGreaterThan(1))
                .hasMessageContainingAll("weight_g", "height_mm");
    }

    @Test
    void aFutureFormatAsksForAnUpgrade() {
        SortedMap<String, byte[]> entries = entries();
        entries.put(
                "manifest.json",
                new String(entries.get("manifest.json"), StandardCharsets.UTF_8)
                        .replace("\"format\":1", "\"format\":2")
                        .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContainingAll("format 2", "upgrade");
    }

    @Test
    void entriesThatTheManifestDoesNotListAreRefused() {
        SortedMap<String, byte[]> entries = entries();
        entries.put("extra.bin", new byte[3]);

        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("extra.bin");
    }

    @Test
    void entriesThatAreMissingAreNamed() {
        for (String name : entries().keySet()) {
            SortedMap<String, byte[]> entries = entries();
            entries.remove(name);
            assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x.mlb"))
                    .isInstanceOf(BundleRejectedException.class)
                    .hasMessageContainingAll(name, "is missing");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "/x", "a/../x", "a//x", "A", "a b", "c:x", "a\\x", ".", "..", "x/", "./x", "nul\u0000"})
    void namesThatCouldLeaveAFolderAreRefused(String name) {
        SortedMap<String, byte[]> entries = entries();
        entries.put(name, new byte[1]);

        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("which no entry may have");
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.DEFLATED, ZipEntry.STORED})
    void whatAnotherWriterZippedIsRefused(int method) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries().entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setMethod(method);
                header.setSize(entry.getValue().length);
                java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                crc.update(entry.getValue());
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(entry.getValue());
            }
        }

        assertThatThrownBy(() -> Bundle.read(out.toByteArray(), "x.mlb")).isInstanceOf(BundleRejectedException.class);
    }

    @Test
    void aHeaderLengthThatOverflowsIsRefused() {
        for (long length : new long[] {-1, Long.MAX_VALUE, 1L << 40, 1, 0}) {
            byte[] bytes = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertThatThrownBy(() -> BundleFiles.tensors("w", bytes)).isInstanceOf(BundleRejectedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"by\":\"me\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                " {\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8],\"shape\":[2]}}",
                "{\"a\":{\"dtype\":\"F32\",\"note\":1,\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"data_offsets\":[4,8],\"dtype\":\"F32\",\"shape\":[1]},"
                        + "\"b\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"a\":1}",
                "[]"
            })
    void tensorsThatOverlapOrLeaveHolesAreRefused(String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(8 + text.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();

        assertThatThrownBy(() -> BundleFiles.tensors("w.safetensors", bytes))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("w.safetensors");
    }

    private static SortedMap<String, byte[]> entries() {
        return BundleFiles.entries(PetModel.bundle(.5).toBytes());
    }

    /** Changes entries, writes a manifest that agrees with them, and expects the reader to see through it. */
    private static void assertRejected(Consumer<SortedMap<String, byte[]>> change, String expected) {
        SortedMap<String, byte[]> entries = entries();
        Manifest manifest = Manifest.read("pets", entries.remove("manifest.json"));
        change.accept(entries);
        BundleFiles.seal(manifest, entries);
        assertRead(entries, expected);
    }

    private static void assertManifestRejected(String pattern, String replacement, String expected) {
        SortedMap<String, byte[]> entries = entries();
        String before = text(entries.get("manifest.json"));
        String after = before.replaceFirst(pattern, replacement);
        assertThat(after).isNotEqualTo(before);
        entries.put("manifest.json", after.getBytes(StandardCharsets.UTF_8));

        assertRead(entries, expected);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static void assertRead(SortedMap<String, byte[]> entries, String expected) {
        assertThatThrownBy(() -> Bundle.read(BundleFiles.zip(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining(expected);
    }
}
