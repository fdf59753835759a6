package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.serve.predict.Scorer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Entries whose digests agree, and what they say. */
final class BundleParts {

    private final BundleSource source;
    private final SortedMap<String, byte[]> entries;
    private final SortedMap<String, Tensor> weights;

    BundleParts(BundleSource source, SortedMap<String, byte[]> entries, SortedMap<String, Tensor> weights) {
        this.source = source;
        this.entries = entries;
        this.weights = weights;
    }

    Bundle assemble(Manifest manifest, byte[] manifestBytes, Signatures signatures) throws IOException {
        ModelGraph graph = graph();
        Optional<Problem> problem = entries.containsKey(BundleReader.PROBLEM)
                ? Optional.of(json(BundleReader.PROBLEM, Problem::fromJson, Problem::toJson))
                : Optional.empty();
        Optional<Reference> reference = entries.containsKey(ReferenceJson.NAME)
                ? Optional.of(json(ReferenceJson.NAME, ReferenceJson::read, ReferenceJson::write))
                : Optional.empty();
        String card = card();
        requireSameNodes(manifest, graph);
        Scorer scorer = compile(graph);
        if (manifest.goldens().origin() != GoldenOrigin.NONE) {
            goldens().check(scorer, manifest.goldens(), source.place(BundleReader.GOLDEN_OUTPUTS));
        }
        Bundle bundle = new Bundle(
                contents(manifestBytes, signatures), manifest, signatures, graph, problem, card, reference, scorer);
        if (manifest.isUnverified()) {
            // Asked for here: finding the logger costs a cold start 30 ms, and most bundles have nothing to say.
            System.getLogger(Bundle.class.getName()).log(Level.WARNING, "{0}", bundle);
        }
        return bundle;
    }

    private Contents contents(byte[] manifest, Signatures signatures) {
        Contents contents = Contents.of(weights).with(Manifest.NAME, manifest);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            contents = contents.with(entry.getKey(), entry.getValue());
        }
        return signatures.byKey().isEmpty()
                ? contents
                : contents.with(Signatures.NAME, signatures.toJson().canonicalBytes());
    }

    /** As {@link #json}, without its functions: every first bundle has a graph, and linking lambdas delays it (docs/adr/0003). */
    private ModelGraph graph() {
        String place = source.place(BundleReader.GRAPH);
        byte[] bytes = bytes(BundleReader.GRAPH);
        try {
            ModelGraph graph = ModelGraph.fromJson(Json.parse(bytes, place), weights);
            Canonical.require(graph.toJson(), bytes, place);
            return graph;
        } catch (MlstackException e) {
            throw BundleRejectedException.within(place, e);
        }
    }

    private <T> T json(String name, Function<JsonPlace, T> read, Function<T, Json> write) {
        String place = source.place(name);
        byte[] bytes = bytes(name);
        try {
            T value = read.apply(Json.parse(bytes, place));
            Canonical.require(write.apply(value), bytes, place);
            return value;
        } catch (MlstackException e) {
            throw BundleRejectedException.within(place, e);
        }
    }

    private String card() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(BundleReader.CARD)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BundleRejectedException(
                    new Finding("bundle.card", source.place(BundleReader.CARD), "is no UTF-8", "pack the model again"),
                    e);
        }
    }

    private void requireSameNodes(Manifest manifest, ModelGraph graph) {
        if (!manifest.nodes().equals(graph.operations())) {
            throw BundleRejectedException.of(
                    "bundle.nodes",
                    source.place(Manifest.NAME),
                    "names the nodes " + manifest.nodes() + ", the graph has " + graph.operations(),
                    "pack the model again");
        }
    }

    private Scorer compile(ModelGraph graph) {
        try {
            return Scorer.compile(graph);
        } catch (MlstackException e) {
            throw BundleRejectedException.within(source.place(BundleReader.GRAPH), e);
        }
    }

    private Goldens goldens() throws IOException {
        return Goldens.of(
                tensors(BundleReader.GOLDEN_INPUTS),
                tensors(BundleReader.GOLDEN_OUTPUTS),
                source.place(BundleReader.GOLDEN_INPUTS));
    }

    private SortedMap<String, Tensor> tensors(String name) throws IOException {
        byte[] bytes = bytes(name);
        return SafetensorsReader.read(
                source.place(name), bytes.length, Channels.newChannel(new java.io.ByteArrayInputStream(bytes)));
    }

    private byte[] bytes(String name) {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new IllegalStateException("the manifest promised " + name);
        }
        return bytes;
    }
}
