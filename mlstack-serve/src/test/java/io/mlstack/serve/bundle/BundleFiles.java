package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.model.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes bundles apart and puts them together again, wrongly if a test wants that. */
final class BundleFiles {

    private BundleFiles() {}

    static SortedMap<String, byte[]> entries(byte[] file) {
        try {
            BundleSource source = new BundleSource.OfArray("x", file);
            SortedMap<String, byte[]> entries = new TreeMap<>();
            for (ZipMember member : ZipDirectory.read(source).values()) {
                entries.put(member.name(), new EntryChannel(source, member).readAll());
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] zip(Map<String, byte[]> entries) {
        Contents contents = Contents.of(Map.of()).without(Contents.WEIGHTS);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            contents = contents.with(entry.getKey(), entry.getValue());
        }
        return contents.toBytes();
    }

    static byte[] safetensors(Map<String, Tensor> tensors) {
        return EntryData.array(Safetensors.of(tensors));
    }

    static SortedMap<String, Tensor> tensors(String source, byte[] bytes) {
        try {
            return SafetensorsReader.read(source, bytes.length, Channels.newChannel(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a manifest that agrees with the other entries. */
    static void seal(Manifest manifest, SortedMap<String, byte[]> entries) {
        SortedMap<String, Manifest.Part> parts = new TreeMap<>();
        entries.forEach((name, data) -> {
            if (!name.equals(Manifest.NAME) && !name.equals(Signatures.NAME)) {
                parts.put(name, new Manifest.Part(data.length, Digest.of(data)));
            }
        });
        Manifest sealed = new Manifest(
                manifest.name(),
                parts,
                manifest.nodes(),
                manifest.licence(),
                manifest.goldens(),
                manifest.trainer(),
                manifest.lineage());
        entries.put(Manifest.NAME, sealed.toJson().canonicalBytes());
    }
}
