package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.serve.predict.Scorer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns bytes into a bundle, check by check: layout, manifest, digests, graph, goldens. */
final class BundleReader {

    static final String GRAPH = "graph.json";
    static final String WEIGHTS = "weights/model.safetensors";
    static final String PROBLEM = "problem.json";
    static final String CARD = "model_card.md";
    static final String GOLDEN_INPUTS = "golden/inputs.safetensors";
    static final String GOLDEN_OUTPUTS = "golden/outputs.safetensors";

    private static final Logger LOG = System.getLogger(Bundle.class.getName());

    private final String source;
    private final byte[] bytes;

    BundleReader(String source, byte[] bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    Bundle read() {
        SortedMap<String, ByteBuffer> entries = ZipReader.read(source, bytes);
        byte[] manifestBytes = array(entry(entries, Manifest.NAME));
        Manifest manifest = Manifest.read(source, manifestBytes);
        checkDigests(manifest, entries);
        checkNames(manifest);
        ModelGraph graph = graph(entries);
        Scorer scorer = compile(graph);
        Bundle bundle =
                new Bundle(bytes, manifest, Digest.of(manifestBytes), graph, problem(entries), card(entries), scorer);
        if (manifest.goldens().origin() != GoldenOrigin.NONE) {
            goldens(entries).check(scorer, manifest.goldens(), source + "!" + GOLDEN_OUTPUTS);
        }
        if (manifest.isUnverified()) {
            LOG.log(Level.WARNING, "{0}", bundle);
        }
        return bundle;
    }

    private void checkDigests(Manifest manifest, SortedMap<String, ByteBuffer> entries) {
        SortedMap<String, ByteBuffer> unlisted = new TreeMap<>(entries);
        unlisted.keySet().removeAll(manifest.parts().keySet());
        unlisted.remove(Manifest.NAME);
        if (!unlisted.isEmpty()) {
            throw wrong(unlisted.firstKey(), "is not listed in the manifest");
        }
        for (Map.Entry<String, Manifest.Part> part : manifest.parts().entrySet()) {
            ByteBuffer data = entry(entries, part.getKey());
            Digest digest = Digest.builder().add(data.duplicate()).build();
            if (data.remaining() != part.getValue().size()
                    || !digest.equals(part.getValue().digest())) {
                throw wrong(part.getKey(), "its size or SHA-256 is not that of the manifest");
            }
        }
    }

    /** Which entries there are is part of the format; one more may mean something that this version does not know. */
    private void checkNames(Manifest manifest) {
        Set<String> expected = new TreeSet<>(List.of(GRAPH, WEIGHTS, CARD));
        if (manifest.parts().containsKey(PROBLEM)) {
            expected.add(PROBLEM);
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
                        source + "!" + name,
                        "is no entry of a bundle of format " + Bundle.FORMAT
                                + (name.startsWith("golden/") ? " whose manifest promises no goldens" : ""),
                        "upgrade mlstack or pack the model again");
            }
        }
    }

    private String card(SortedMap<String, ByteBuffer> entries) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(entry(entries, CARD).duplicate())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BundleRejectedException(
                    new Finding("bundle.card", source + "!" + CARD, "is no UTF-8", "pack the model again"), e);
        }
    }

    private ModelGraph graph(SortedMap<String, ByteBuffer> entries) {
        SortedMap<String, Tensor> tensors = Safetensors.read(source + "!" + WEIGHTS, entry(entries, WEIGHTS));
        try {
            byte[] json = array(entry(entries, GRAPH));
            ModelGraph graph = ModelGraph.fromJson(Json.parse(json, source + "!" + GRAPH), tensors);
            Canonical.require(graph.toJson(), json, source + "!" + GRAPH);
            return graph;
        } catch (MlstackException e) {
            throw BundleRejectedException.within(source + "!" + GRAPH, e);
        }
    }

    private Scorer compile(ModelGraph graph) {
        try {
            return Scorer.compile(graph);
        } catch (MlstackException e) {
            throw BundleRejectedException.within(source + "!" + GRAPH, e);
        }
    }

    private Optional<Problem> problem(SortedMap<String, ByteBuffer> entries) {
        if (!entries.containsKey(PROBLEM)) {
            return Optional.empty();
        }
        try {
            byte[] json = array(entry(entries, PROBLEM));
            Problem problem = Problem.fromJson(Json.parse(json, source + "!" + PROBLEM));
            Canonical.require(problem.toJson(), json, source + "!" + PROBLEM);
            return Optional.of(problem);
        } catch (MlstackException e) {
            throw BundleRejectedException.within(source + "!" + PROBLEM, e);
        }
    }

    private Goldens goldens(SortedMap<String, ByteBuffer> entries) {
        return Goldens.of(
                Safetensors.read(source + "!" + GOLDEN_INPUTS, entry(entries, GOLDEN_INPUTS)),
                Safetensors.read(source + "!" + GOLDEN_OUTPUTS, entry(entries, GOLDEN_OUTPUTS)),
                source + "!" + GOLDEN_INPUTS);
    }

    private ByteBuffer entry(SortedMap<String, ByteBuffer> entries, String name) {
        ByteBuffer data = entries.get(name);
        if (data == null) {
            throw wrong(name, "is missing");
        }
        return data;
    }

    private static byte[] array(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return copy;
    }

    private BundleRejectedException wrong(String entry, String message) {
        return BundleRejectedException.of(
                "bundle.digest",
                source + "!" + entry,
                message,
                "the file is damaged or was tampered with: fetch it again");
    }
}
