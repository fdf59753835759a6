package io.mlstack.serve.importer;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.BundleBuilder;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.internal.Assembly;
import io.mlstack.serve.importer.internal.Choices;
import io.mlstack.serve.importer.internal.SourceModel;
import io.mlstack.serve.predict.Scorer;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model that somebody else trained, with what its file does not tell: the columns, the number that stood for a missing
 * value, the names of target and classes, how many rounds count. Immutable: each method returns a model with one more
 * choice made. Safe to share between threads.
 *
 * <p><b>What comes out.</b> A regression predicts the target ({@code prediction} unless {@link #target} names it). A
 * classifier predicts the target, the {@code probability} of that class and the {@code probabilities} of all. All give their
 * margin as {@code score}, unless a column of that name goes in; a model that ranks gives nothing else.
 *
 * <pre>{@code
 * Bundle fraud = Import.xgboost(Path.of("fraud.json")).schema(Schema.of(Payment.class)).missing(-999)
 *         .verify(Csv.read(Path.of("python-scores.csv")), Tolerance.ulps(1)).bundle("fraud");
 * }</pre>
 */
public final class ImportedModel {

    private final SourceModel model;
    private final Digest file;
    private final Choices choices;
    private final @Nullable Proof proof;

    ImportedModel(SourceModel model, Digest file) {
        this(model, file, Choices.NONE, null);
    }

    private ImportedModel(SourceModel model, Digest file, Choices choices, @Nullable Proof proof) {
        this.model = model;
        this.file = file;
        this.choices = choices;
        this.proof = proof;
    }

    private ImportedModel with(Choices next) {
        return new ImportedModel(model, file, next, null);
    }

    /**
     * The columns that rows bring, found by the names of the model's features, or by position where the file names none.
     * Others are not read. A category takes the levels that the file names; where it names none, its levels stand for the
     * codes 0, 1, 2, ... in their order.
     *
     * <p>Without a schema, the columns are the features, all nullable.
     */
    public ImportedModel schema(Schema columns) {
        return with(choices.withSchema(columns));
    }

    /**
     * The number that stood for a missing value when the model was trained, as in Python's {@code DMatrix(..., missing=-999)}.
     * No file tells it. NaN and empty cells are missing in any case.
     */
    public ImportedModel missing(double marker) {
        OptionalDouble number = Double.isNaN(marker) ? OptionalDouble.empty() : OptionalDouble.of(marker);
        return with(choices.withMissing(number));
    }

    /** The name of the predicted column. */
    public ImportedModel target(String name) {
        return with(choices.withTarget(name));
    }

    /** The names of the classes in the order of their training codes; without them they are 0, 1, 2, ... */
    public ImportedModel classes(String... names) {
        return with(choices.withClasses(List.of(names)));
    }

    /** Scores with the first {@code count} boosting rounds only. */
    public ImportedModel rounds(int count) {
        return with(choices.withRounds(count));
    }

    /** Scores with all boosting rounds of the file, also where early stopping noted a best one. */
    public ImportedModel allRounds() {
        int all = model.rounds().all();
        return all == 0 ? this : with(choices.withRounds(all));
    }

    /**
     * Compares scores with the trainer's.
     *
     * <p>{@code rows} hold the columns that go into the model and, in columns named like outputs, what the trainer scored:
     * numbers, classes by name or position. An output of several numbers is a vector, or columns named {@code
     * probabilities_0} or {@code probabilities_yes}, of which some may be absent.
     *
     * @param outputs those to compare; all that are there if none is named
     * @throws io.mlstack.api.error.NotFoundException if columns are not there
     * @throws InvalidInputException if columns do not fit, or the choices do not fit the model
     */
    public Verification compare(Table rows, Tolerance tolerance, String... outputs) {
        Columns block = rows.collect();
        Verifier verifier = verifier();
        return verifier.verify(block, verifier.claims(block, List.of(outputs)), tolerance);
    }

    /**
     * This model with the proof that it scores as its trainer did: up to 512 of the rows become goldens of the bundle. A
     * choice made afterwards makes another model, which has no proof.
     *
     * @param outputs as in {@link #compare}
     * @throws VerificationFailedException with every row that differs, and why where that is found out
     * @throws io.mlstack.api.error.NotFoundException if columns are not there
     * @throws InvalidInputException if columns do not fit, there are no rows, or the choices do not fit the model
     */
    public ImportedModel verify(Table rows, Tolerance tolerance, String... outputs) {
        Columns block = rows.collect();
        Verifier verifier = verifier();
        List<Claim> claims = verifier.claims(block, List.of(outputs));
        Verification verification = verifier.verify(block, claims, tolerance);
        if (!verification.agrees()) {
            throw new VerificationFailedException(verification);
        }
        if (block.rows() == 0) {
            throw new InvalidInputException(
                    new Finding("verify.no-rows", "rows", "there is none", "give rows that the trainer has scored"));
        }
        return new ImportedModel(model, file, choices, Proof.of(block, claims, tolerance));
    }

    private Verifier verifier() {
        return new Verifier(model, choices, scorer());
    }

    /**
     * The model as a graph of nodes.
     *
     * @throws InvalidInputException with everything that the choices and the model do not agree on
     */
    public ModelGraph graph() {
        return Assembly.graph(model, choices);
    }

    /** The model, compiled; see {@link #graph}. */
    public Scorer scorer() {
        return Scorer.compile(graph());
    }

    /**
     * The model in one file, with the trainer's scores as goldens where they were {@linkplain #verify verified}; without,
     * the bundle calls itself unverified.
     *
     * @param name name of the model, as {@link io.mlstack.api.model.ModelName} allows
     * @throws InvalidInputException with everything that the choices and the model do not agree on
     */
    public Bundle bundle(String name) {
        return builder(name).build();
    }

    /** As {@link #bundle}, before it is packed: to add a card or the problem. */
    public BundleBuilder builder(String name) {
        BundleBuilder builder =
                Bundle.builder(name, graph()).importedFrom(model.trainer()).lineage(lineage());
        if (proof != null) {
            proof.addTo(builder);
        }
        return builder;
    }

    private Json.Obj lineage() {
        Json.ObjBuilder json = Json.object().put("trainer", model.trainer()).put("file-sha256", file.hex());
        choices.missing().ifPresent(marker -> json.put("missing", marker));
        if (model.rounds().all() > 0) {
            json.put("rounds", choices.rounds().orElse(model.rounds().usual()));
            json.put("rounds-in-file", model.rounds().all());
        }
        return json.build();
    }

    /** What made the file, such as {@code XGBoost 3.1.0}. */
    public String trainer() {
        return model.trainer();
    }

    /** {@code XGBoost 3.1.0 model of 30 features}. */
    @Override
    public String toString() {
        return model.trainer() + " model of " + model.features().size() + " features";
    }
}
