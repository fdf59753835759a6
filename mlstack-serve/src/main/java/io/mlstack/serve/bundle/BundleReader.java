package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into a bundle, check by check: directory, manifest, signatures, digests, and then what the entries say. Each
 * byte is read once, and a file that fails a check is read no further.
 */
final class BundleReader {

    static final String GRAPH = "graph.json";
    static final String WEIGHTS = Contents.WEIGHTS;
    static final String PROBLEM = "problem.json";
    static final String CARD = "model_card.md";
    static final String GOLDEN_INPUTS = "golden/inputs.safetensors";
    static final String GOLDEN_OUTPUTS = "golden/outputs.safetensors";

    private static final int MAX_MANIFEST = 1 << 22;
    private static final int MAX_TEXT = 1 << 25;

    private final BundleSource source;
    private final Trust trust;
    private final SortedMap<String, ZipMember> members;

    private BundleReader(BundleSource source, Trust trust) throws IOException {
        this.source = source;
        this.trust = trust;
        this.members = ZipDirectory.read(source);
    }

    /** @throws BundleRejectedException if the bytes fail a check */
    static Bundle read(BundleSource source, Trust trust) throws IOException {
        return new BundleReader(source, trust).read();
    }

    private Bundle read() throws IOException {
        byte[] manifestBytes = unlisted(Manifest.NAME, MAX_MANIFEST);
        Manifest manifest = Manifest.read(source.place(Manifest.NAME), manifestBytes);
        requireKnownNodes(manifest);
        requireKnownEntries(manifest);
        requireSameEntries(manifest);
        Signatures signatures = members.containsKey(Signatures.NAME)
                ? Signatures.read(source.place(Signatures.NAME), unlisted(Signatures.NAME, Signatures.MAX_BYTES))
                : Signatures.NONE;
        trust.check(signatures, manifestBytes, source.place(Signatures.NAME));

        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (String name : manifest.parts().keySet()) {
            if (!name.equals(WEIGHTS)) {
                entries.put(name, listed(name, manifest));
            }
        }
        BundleParts parts = new BundleParts(source, entries, weights(manifest));
        return parts.assemble(manifest, manifestBytes, signatures);
    }

    /** An early answer for a bundle of a later version: its nodes, before anything of it is understood. */
    private void requireKnownNodes(Manifest manifest) {
        Set<String> unknown = new TreeSet<>(manifest.nodes());
        unknown.removeAll(ModelGraph.knownOperations());
        if (!unknown.isEmpty()) {
            throw BundleRejectedException.of(
                    "bundle.unknown-node",
                    source.place(Manifest.NAME),
                    "the model needs the nodes " + unknown + "; this version of mlstack has "
                            + ModelGraph.knownOperations(),
                    "upgrade mlstack");
        }
    }

    /** Which entries there are is part of the format; one more may mean something that this version does not know. */
    private void requireKnownEntries(Manifest manifest) {
        Set<String> expected = new TreeSet<>(List.of(GRAPH, WEIGHTS, CARD));
        for (String optional : List.of(PROBLEM, ReferenceJson.NAME)) {
            if (manifest.parts().containsKey(optional)) {
                expected.add(optional);
            }
        }
        if (manifest.goldens().origin() != GoldenOrigin.NONE) {
            expected.add(GOLDEN_INPUTS);
            expected.add(GOLDEN_OUTPUTS);
        }
        for (String name : expected) {
            if (!manifest.parts().containsKey(name)) {
                throw wrong(name, "is missing");
            }
        }
        for (String name : manifest.parts().keySet()) {
            if (!expected.contains(name)) {
                throw BundleRejectedException.of(
                        "bundle.unknown-entry",
                        source.place(name),
                        "is no entry of a bundle of format " + Bundle.FORMAT
                                + (name.startsWith("golden/") ? " whose manifest promises no goldens" : ""),
                        "upgrade mlstack or pack the model again");
            }
        }
    }

    /** Directory and manifest list the same entries in the same sizes. */
    private void requireSameEntries(Manifest manifest) {
        List<String> unlisted = new ArrayList<>(members.keySet());
        unlisted.removeAll(manifest.parts().keySet());
        unlisted.removeAll(List.of(Manifest.NAME, Signatures.NAME));
        if (!unlisted.isEmpty()) {
            throw wrong(unlisted.get(0), "is not listed in the manifest");
        }
        for (Map.Entry<String, Manifest.Part> part : manifest.parts().entrySet()) {
            String name = part.getKey();
            int size = member(name).size();
            if (size != part.getValue().size()) {
                throw wrong(
                        name,
                        "has " + size + " bytes, its size in the manifest is "
                                + part.getValue().size());
            }
            if (!name.endsWith(".safetensors") && size > MAX_TEXT) {
                throw BundleRejectedException.tooLarge(source.place(name), size, MAX_TEXT);
            }
        }
    }

    /** An entry that no digest covers. */
    private byte[] unlisted(String name, int max) throws IOException {
        ZipMember member = member(name);
        if (member.size() > max) {
            throw BundleRejectedException.tooLarge(source.place(name), member.size(), max);
        }
        EntryChannel in = new EntryChannel(source, member);
        byte[] bytes = in.readAll();
        in.digest();
        return bytes;
    }

    private byte[] listed(String name, Manifest manifest) throws IOException {
        EntryChannel in = new EntryChannel(source, member(name));
        byte[] bytes = in.readAll();
        requireDigest(name, in.digest(), manifest);
        return bytes;
    }

    /**
     * The weights are decoded while they are digested, to pass over them once. Nothing looks at them before the digest
     * agrees, and where both are wrong the digest is what is told.
     */
    private SortedMap<String, Tensor> weights(Manifest manifest) throws IOException {
        EntryChannel in = new EntryChannel(source, member(WEIGHTS));
        SortedMap<String, Tensor> weights = new TreeMap<>();
        @Nullable BundleRejectedException rejection = null;
        try {
            weights = SafetensorsReader.read(
                    source.place(WEIGHTS), member(WEIGHTS).size(), in);
        } catch (BundleRejectedException e) {
            rejection = e;
            in.skip();
        }
        requireDigest(WEIGHTS, in.digest(), manifest);
        if (rejection != null) {
            throw rejection;
        }
        return weights;
    }

    private void requireDigest(String name, Digest digest, Manifest manifest) {
        Manifest.Part part = manifest.parts().get(name);
        if (part == null || !digest.equals(part.digest())) {
            throw wrong(name, "its SHA-256 is not that of the manifest");
        }
    }

    private ZipMember member(String name) {
        ZipMember member = members.get(name);
        if (member == null) {
            throw wrong(name, "is missing");
        }
        return member;
    }

    private BundleRejectedException wrong(String entry, String message) {
        return BundleRejectedException.of(
                "bundle.digest",
                source.place(entry),
                message,
                "the file is damaged or was tampered with: fetch it again");
    }
}
