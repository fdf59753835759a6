package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
                    Tensor outputs = Safetensors.read("x", ByteBuffer.wrap(entries.get("golden/outputs.safetensors")))
                            .get("outputs");
                    double[] values = outputs.toDoubles();
                    values[1] += 1e-3;
                    entries.put(
                            "golden/outputs.safetensors",
                            Safetensors.write(Map.of("outputs", Tensor.of(values, 3, values.length / 3))));
                },
                "golden row 0, output 1");
    }

    @Test
    void aWeightThatIsMissingIsNamed() {
        assertRejected(entries -> entries.put("weights/model.safetensors", Safetensors.write(Map.of())), "filled.fill");
    }

    @Test
    void aFutureFormatAsksForAnUpgrade() {
        SortedMap<String, byte[]> entries = entries();
        entries.put(
                "manifest.json",
                new String(entries.get("manifest.json"), StandardCharsets.UTF_8)
                        .replace("\"format\":1", "\"format\":2")
                        .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Bundle.read(ZipWriter.write(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContainingAll("format 2", "upgrade");
    }

    @Test
    void entriesThatTheManifestDoesNotListAreRefused() {
        SortedMap<String, byte[]> entries = entries();
        entries.put("extra.bin", new byte[3]);

        assertThatThrownBy(() -> Bundle.read(ZipWriter.write(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("extra.bin");
    }

    @Test
    void entriesThatAreMissingAreNamed() {
        for (String name : entries().keySet()) {
            SortedMap<String, byte[]> entries = entries();
            entries.remove(name);
            assertThatThrownBy(() -> Bundle.read(ZipWriter.write(entries), "x.mlb"))
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

        assertThatThrownBy(() -> Bundle.read(ZipWriter.write(entries), "x.mlb"))
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
            assertThatThrownBy(() -> Safetensors.read("w", ByteBuffer.wrap(bytes)))
                    .isInstanceOf(BundleRejectedException.class);
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

        assertThatThrownBy(() -> Safetensors.read("w.safetensors", ByteBuffer.wrap(bytes)))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining("w.safetensors");
    }

    private static SortedMap<String, byte[]> entries() {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        ZipReader.read("pets", PetModel.bundle(.5).toBytes()).forEach((name, data) -> {
            byte[] copy = new byte[data.remaining()];
            data.duplicate().get(copy);
            entries.put(name, copy);
        });
        return entries;
    }

    /** Changes entries, writes a manifest that agrees with them, and expects the reader to see through it. */
    private static void assertRejected(Consumer<SortedMap<String, byte[]>> change, String expected) {
        SortedMap<String, byte[]> entries = entries();
        Manifest manifest = Manifest.read("pets", entries.remove("manifest.json"));
        change.accept(entries);
        SortedMap<String, Manifest.Part> parts = new TreeMap<>();
        entries.forEach((name, data) -> parts.put(name, new Manifest.Part(data.length, Digest.of(data))));
        Json json = new Manifest(manifest.name(), parts, manifest.goldens(), manifest.tolerance(), manifest.lineage())
                .toJson();
        entries.put("manifest.json", json.canonicalBytes());

        assertThatThrownBy(() -> Bundle.read(ZipWriter.write(entries), "x.mlb"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContaining(expected);
    }
}
