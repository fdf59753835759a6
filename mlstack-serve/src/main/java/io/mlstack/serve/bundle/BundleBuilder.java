package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.ModelName;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.Scorer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what goes into a {@link Bundle}. Equal content gives equal bytes; put nothing in that is not a function of data,
 * problem, specification and seed. Not thread-safe.
 */
public final class BundleBuilder {

    private final String name;
    private final ModelGraph graph;
    private @Nullable Problem problem;
    private String card = "";
    private Json.Obj lineage = Json.object().build();
    private @Nullable Columns goldenRows;

    BundleBuilder(String name, ModelGraph graph) {
        this.name = ModelName.check(name);
        this.graph = graph;
    }

    /** The problem that the model answers. */
    public BundleBuilder problem(Problem stated) {
        this.problem = stated;
        return this;
    }

    /** The model card in Markdown. */
    public BundleBuilder card(String markdown) {
        this.card = markdown;
        return this;
    }

    /** Where the model comes from, such as data ids, specification and seed. */
    public BundleBuilder lineage(Json.Obj origin) {
        this.lineage = origin;
        return this;
    }

    /**
     * Rows to score now and again whenever the bundle is read.
     *
     * <p>They lie readable in the file; where the model reads a column that its schema or that of the rows
     * marks as personal, the bundle gets no goldens.
     */
    public BundleBuilder goldens(Columns rows) {
        this.goldenRows = rows;
        return this;
    }

    /**
     * Packs the bundle and reads it back, so that what leaves has passed every check.
     *
     * @throws InvalidInputException if the golden rows do not fit the graph, or the card is no Unicode text
     */
    public Bundle build() {
        Scorer scorer = Scorer.compile(graph);
        SortedMap<String, byte[]> entries = new TreeMap<>();
        entries.put(BundleReader.GRAPH, graph.toJson().canonicalBytes());
        entries.put(BundleReader.WEIGHTS, Safetensors.write(graph.tensors()));
        entries.put(BundleReader.CARD, utf8(card));
        if (problem != null) {
            entries.put(BundleReader.PROBLEM, problem.toJson().canonicalBytes());
        }
        GoldenOrigin origin = GoldenOrigin.NONE;
        if (goldenRows != null && goldenRows.rows() > 0 && !readsPersonal(graph, goldenRows.schema())) {
            Goldens goldens = goldens(scorer, goldenRows);
            entries.put(BundleReader.GOLDEN_INPUTS, Safetensors.write(goldens.inputTensors()));
            entries.put(BundleReader.GOLDEN_OUTPUTS, Safetensors.write(goldens.outputTensors()));
            origin = GoldenOrigin.SELF;
        }
        entries.put(Manifest.NAME, manifest(entries, origin).toJson().canonicalBytes());
        return Bundle.read(ZipWriter.write(entries), name + ".mlb");
    }

    private static boolean readsPersonal(ModelGraph graph, Schema rows) {
        return graph.input().columns().stream()
                .anyMatch(column -> column.personal()
                        || rows.find(column.name()).stream()
                                .anyMatch(i -> rows.column(i).personal()));
    }

    private static byte[] utf8(String card) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(card));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    new Finding(
                            "bundle.card",
                            "model card",
                            "holds half of a surrogate pair, which UTF-8 cannot hold",
                            "remove the broken character"),
                    e);
        }
    }

    private static Goldens goldens(Scorer scorer, Columns rows) {
        double[] inputs = scorer.flatten(rows);
        double[] outputs = new double[rows.rows() * scorer.outputWidth()];
        scorer.score(inputs, 0, rows.rows(), outputs, 0, scorer.scratch());
        return new Goldens(rows.rows(), inputs, outputs);
    }

    private Manifest manifest(SortedMap<String, byte[]> entries, GoldenOrigin origin) {
        SortedMap<String, Manifest.Part> parts = new TreeMap<>();
        entries.forEach((entry, data) -> parts.put(entry, new Manifest.Part(data.length, Digest.of(data))));
        return new Manifest(name, parts, origin, lineage);
    }
}
