package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.serve.predict.Scorer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns bytes into a bundle, check by check: layout, manifest, digests, graph, goldens. */
final class BundleReader {

    static final String GRAPH = "graph.json";
    static final String WEIGHTS = "weights/model.safetensors";
    static final String PROBLEM = "problem.json";
    static final String CARD = "model_card.md";
    static final String GOLDEN_INPUTS = "golden/inputs.safetensors";
    static final String GOLDEN_OUTPUTS = "golden/outputs.safetensors";

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
        ModelGraph graph = graph(entries);
        Scorer scorer = compile(graph);
        Bundle bundle = new Bundle(
                bytes,
                manifest,
                Digest.of(manifestBytes),
                graph,
                problem(entries),
                new String(array(entry(entries, CARD)), StandardCharsets.UTF_8),
                scorer);
        if (manifest.goldens() != GoldenOrigin.NONE) {
            goldens(entries).check(scorer, manifest.tolerance(), source + "!" + GOLDEN_OUTPUTS);
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

    private ModelGraph graph(SortedMap<String, ByteBuffer> entries) {
        SortedMap<String, Tensor> tensors = Safetensors.read(source + "!" + WEIGHTS, entry(entries, WEIGHTS));
        try {
            return ModelGraph.fromJson(Json.parse(array(entry(entries, GRAPH)), source + "!" + GRAPH), tensors);
        } catch (MlstackException e) {
            throw new BundleRejectedException(e.findings().get(0), e);
        }
    }

    private Scorer compile(ModelGraph graph) {
        try {
            return Scorer.compile(graph);
        } catch (MlstackException e) {
            throw new BundleRejectedException(e.findings().get(0), e);
        }
    }

    private Optional<Problem> problem(SortedMap<String, ByteBuffer> entries) {
        if (!entries.containsKey(PROBLEM)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Problem.fromJson(Json.parse(array(entry(entries, PROBLEM)), source + "!" + PROBLEM)));
        } catch (MlstackException e) {
            throw new BundleRejectedException(e.findings().get(0), e);
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
