package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.ModelName;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.predict.Scorer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
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
    private String licence = "";
    private String trainer = "";
    private @Nullable GoldenMaker goldens;
    private @Nullable Columns reference;

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

    /** Under which licence the model may be used, such as {@code Apache-2.0} (SPDX) or {@code proprietary}. */
    public BundleBuilder licence(String spdx) {
        this.licence = spdx;
        return this;
    }

    /**
     * What trained the model, where that was not mlstack, such as {@code XGBoost 3.1}. Unless the bundle has goldens of that
     * trainer, its text, its card and a warning in the log when it is read then say that it is unverified against it.
     */
    public BundleBuilder importedFrom(String name) {
        this.trainer = name;
        return this;
    }

    /**
     * Rows to score now and again whenever the bundle is read: proof that it still scores as it did when it was packed.
     *
     * <p>They lie readable in the file; where the model reads a column that its schema or that of the rows
     * marks as personal, the bundle gets no goldens.
     */
    public BundleBuilder goldens(Columns rows) {
        this.goldens = new GoldenMaker(rows);
        return this;
    }

    /**
     * Rows with what the model's trainer made of them: proof, now and whenever the bundle is read, that it scores as the
     * trainer does.
     *
     * <p>Columns marked as personal are kept out as {@link #goldens(Columns)} keeps them. Outputs of the model that
     * {@code expected} does not have are its own, as there.
     *
     * @param expected columns named as outputs of the model, one row for each of {@code rows}
     * @param tolerance how near the model must come to each of them
     */
    public BundleBuilder goldens(Columns rows, Columns expected, Tolerance tolerance) {
        Map<String, Tolerance> tolerances = new TreeMap<>();
        expected.schema().names().forEach(name -> tolerances.put(name, tolerance));
        return goldens(rows, expected, tolerances);
    }

    /**
     * As {@link #goldens(Columns, Columns, Tolerance)}, with a tolerance for each output.
     *
     * @param tolerances by the names of the columns of {@code expected} that count; others are left out
     * @throws InvalidInputException if there is no tolerance
     */
    public BundleBuilder goldens(Columns rows, Columns expected, Map<String, Tolerance> tolerances) {
        if (tolerances.isEmpty()) {
            throw new InvalidInputException(new Finding(
                    "goldens.no-output", "golden outputs", "name no output", "name the outputs that the trainer made"));
        }
        this.goldens = new GoldenMaker(rows, expected, Map.copyOf(tolerances));
        return this;
    }

    /**
     * Rows to sketch, column by column, with what the model makes of them: what later rows are compared with for drift. Only
     * the sketches go into the bundle, and none of a column that is marked as personal.
     *
     * @param rows such as those the model was trained with
     */
    public BundleBuilder reference(Columns rows) {
        this.reference = rows;
        return this;
    }

    /**
     * Packs the bundle and reads it back, so that what leaves has passed every check.
     *
     * @throws io.mlstack.api.error.NotFoundException with every column that the golden rows, their outputs or the reference rows lack
     * @throws InvalidInputException if the golden or reference rows do not fit the graph, or the card is no Unicode text
     * @throws BundleRejectedException with the first outputs that are too far from the trainer's
     */
    public Bundle build() {
        Scorer scorer = Scorer.compile(graph);
        Optional<Goldens> made = goldens == null ? Optional.empty() : goldens.make(scorer);
        GoldenClaim claim = goldens == null || made.isEmpty() ? GoldenClaim.NONE : goldens.claim();
        Contents contents = Contents.of(graph.tensors())
                .with(BundleReader.GRAPH, graph.toJson().canonicalBytes())
                .with(BundleReader.CARD, utf8(card + caveat(claim)));
        if (problem != null) {
            contents = contents.with(BundleReader.PROBLEM, problem.toJson().canonicalBytes());
        }
        if (reference != null) {
            contents = contents.with(
                    ReferenceJson.NAME,
                    ReferenceJson.write(Sketches.of(scorer, reference)).canonicalBytes());
        }
        if (made.isPresent()) {
            contents = contents.with(
                            BundleReader.GOLDEN_INPUTS,
                            EntryData.array(Safetensors.of(made.get().inputTensors())))
                    .with(
                            BundleReader.GOLDEN_OUTPUTS,
                            EntryData.array(Safetensors.of(made.get().outputTensors())));
        }
        byte[] manifest = manifest(contents, claim).toJson().canonicalBytes();
        return Bundle.read(contents.with(Manifest.NAME, manifest).toBytes(), name + ".mlb", Trust.off());
    }

    /** What the card of an imported model must not keep to itself. */
    private String caveat(GoldenClaim claim) {
        return trainer.isEmpty() || claim.origin() == GoldenOrigin.TRAINER
                ? ""
                : (card.isEmpty() || card.endsWith("\n") ? "" : "\n") + "\n> **Unverified against its trainer** "
                        + trainer + ": no scores of it were packed with this model.\n";
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

    private Manifest manifest(Contents contents, GoldenClaim claim) {
        SortedMap<String, Manifest.Part> parts = new TreeMap<>();
        contents.entries()
                .forEach((entry, data) ->
                        parts.put(entry, new Manifest.Part((int) data.size(), EntryData.digest(data))));
        return new Manifest(name, parts, graph.operations(), licence, claim, trainer, lineage);
    }
}
