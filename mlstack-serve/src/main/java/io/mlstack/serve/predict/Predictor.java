package io.mlstack.serve.predict;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.predict.internal.bind.ColumnsCheck;
import io.mlstack.serve.predict.internal.bind.InputRules;
import io.mlstack.serve.predict.internal.bind.JsonInput;
import io.mlstack.serve.predict.internal.bind.JsonRows;
import io.mlstack.serve.predict.internal.bind.RowInput;
import io.mlstack.serve.predict.internal.bind.RowOutput;
import io.mlstack.serve.predict.internal.bind.RowWriter;
import io.mlstack.serve.predict.internal.bind.Slot;
import io.mlstack.serve.predict.internal.bind.SlotPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores records: one record (or JSON object) in, one record out. Immutable and safe to share between threads, virtual ones too; nothing to
 * close. A call allocates its result and what the result holds.
 *
 * <p><b>Records in.</b> Each component stands for the column of {@link io.mlstack.api.table.Schema#columnName its name}
 * ({@code meanRadius} for {@code mean_radius}, or what {@link io.mlstack.api.table.Name} says). Numbers are primitives,
 * their boxes, {@code BigDecimal}, or optional; categories {@code String} or an enum, whose constant {@code MALIGNANT}
 * stands for the level {@code MALIGNANT} or {@code malignant}; dates {@code LocalDate}; timestamps {@code Instant},
 * {@code OffsetDateTime} or {@code ZonedDateTime}; vectors {@code float[]} or {@code double[]}. {@code null} and an empty
 * optional mean missing. A column that may be missing may have no component. Whole numbers beyond 2^53 are rounded to the
 * nearest double, as training rounded them.
 *
 * <p>A component that is itself a record stands for its columns: those of {@code applicant} are called
 * {@code applicant_age} and so on. Where it is null or an empty optional, all of them are missing.
 *
 * <p><b>Records out.</b> A component named like the target takes the label ({@code String}, an enum with a constant for
 * each class, {@code Boolean} for classes true and false), {@code probability} that of the label, {@code probabilities}
 * those of all classes in their order ({@code double[]} or {@code float[]}, or a {@code Map<String, Double>} by class),
 * {@code score} the margin: whatever columns the model's output has. A label is null (empty in an {@code Optional}) where
 * NaN kept the model from choosing. Answers may be grouped in a record whose component has {@code @Name("")}.
 *
 * <p><b>What is rejected.</b> The {@link ModelGraph#policy policy} of each column says what becomes of a missing value or
 * NaN, of a category the model has not seen, and of a number out of the declared range or infinite (training takes none
 * either; {@link Scorer} computes with what it is given). Where it says nothing, all of these are rejected, but for missing
 * values of nullable columns, which go to the model. A vector of the wrong length always is. {@link #predict} throws all of a
 * row's problems, {@link #check} returns them, {@link #mended} tells what policies changed.
 *
 * <pre>{@code
 * record Biopsy(double meanRadius, double meanTexture) {}
 * record Triage(String diagnosis, double probability) {}
 * Predictor<Biopsy, Triage> predictor = Predictor.of(graph, "biopsies-1", Biopsy.class, Triage.class);
 * Triage triage = predictor.predict(new Biopsy(17.9, 10.4));
 * }</pre>
 *
 * @param <I> record that comes in
 * @param <O> record that goes out
 */
public final class Predictor<I extends Record, O extends Record> {

    private final Scorer scorer;
    private final String modelId;
    private final Class<O> outputType;
    private final RowInput input;
    private final JsonInput json;
    private final RowWriter writer;
    private final SlotPool slots;
    private final SlotPool blocks;

    /** Made at the first explanation, which most services never ask for. */
    private volatile @Nullable Explainer explainer;

    private Predictor(Scorer scorer, String modelId, Class<O> outputType, RowInput input, RowWriter writer) {
        this.scorer = scorer;
        this.modelId = modelId;
        this.outputType = outputType;
        this.input = input;
        this.json = JsonInput.of(input);
        this.writer = writer;
        this.slots = SlotPool.ofRows(scorer.program());
        this.blocks = SlotPool.ofBlocks(scorer.program());
    }

    private Predictor(Predictor<I, O> other, JsonInput json) {
        this.scorer = other.scorer;
        this.modelId = other.modelId;
        this.outputType = other.outputType;
        this.input = other.input;
        this.json = json;
        this.writer = other.writer;
        this.slots = other.slots;
        this.blocks = other.blocks;
    }

    /**
     * Compiles a graph and binds the two records to it.
     *
     * @param modelId what {@link #predictScored} shall tell
     * @throws BindingException with every component that has no column, every column that must not be missing and has no
     *     component, every type that does not fit, and every record that mlstack may not call
     * @throws InvalidInputException if the graph cannot be compiled
     */
    public static <I extends Record, O extends Record> Predictor<I, O> of(
            ModelGraph graph, String modelId, Class<I> input, Class<O> output) {
        return of(Scorer.compile(graph), modelId, input, output);
    }

    /**
     * Binds two records to a model that is compiled already.
     *
     * @throws BindingException as {@link #of(ModelGraph, String, Class, Class)} does
     */
    public static <I extends Record, O extends Record> Predictor<I, O> of(
            Scorer scorer, String modelId, Class<I> input, Class<O> output) {
        requireNonNull(modelId, "modelId");
        Findings findings = Findings.collect();
        RowInput rows = RowInput.of(InputRules.of(scorer.graph(), scorer.texts()), input, findings);
        RowWriter writer = RowOutput.of(scorer.graph(), output, findings);
        if (rows == null || writer == null) {
            throw new BindingException(findings.list());
        }
        return new Predictor<>(scorer, modelId, output, rows, writer);
    }

    /**
     * The prediction for one row.
     *
     * @throws InvalidInputException with everything that is wrong with the row
     */
    public O predict(I row) {
        requireNonNull(row, "row");
        Slot slot = slots.take();
        try {
            if (!input.read(row, slot.in(), 0)) {
                throw new InvalidInputException(input.check(row, ""));
            }
            slot.score(1);
            return outputType.cast(writer.write(slot.out(), 0));
        } finally {
            slots.give(slot);
        }
    }

    /**
     * The prediction for the JSON object that the parser is at or before; the parser is left behind it, so that the next
     * call reads the next one.
     *
     * <p>Fields are called as the columns, or as the components of the record that stand for them; those of an object in the
     * object have its name and an underscore before theirs. {@code null} and a field that is not there mean missing. Values
     * are of the type of their column: numbers are no strings, an int column takes whole numbers in its bounds, dates are
     * {@code "2026-11-25"}, timestamps {@code "2026-11-25T18:00:00Z"} or with another offset, categories strings, vectors
     * and tensors arrays, flat and row-major.
     *
     * @throws InvalidInputException with everything that is wrong with the row, each with its JSON pointer: what a record
     *     would be rejected for, values of another type, fields that are given twice or that no column is called like
     *     (but see {@link #ignoringUnknownFields}), or JSON that is malformed
     * @throws IOException if the parser's source fails
     */
    public O predict(JsonParser row) throws IOException {
        requireNonNull(row, "row");
        Slot slot = slots.take();
        try {
            json.one(row, slot.in());
            slot.score(1);
            return outputType.cast(writer.write(slot.out(), 0));
        } finally {
            slots.give(slot);
        }
    }

    /** This predictor, which passes over JSON fields that no column is called like. */
    public Predictor<I, O> ignoringUnknownFields() {
        return new Predictor<>(this, json.ignoringUnknownFields());
    }

    /**
     * The prediction for one row, and which model made it.
     *
     * @throws InvalidInputException with everything that is wrong with the row
     */
    public Scored<O> predictScored(I row) {
        return new Scored<>(predict(row), modelId);
    }

    /** Everything that {@link #predict} would reject, each with its column; empty where the row can be scored. */
    public List<Finding> check(I row) {
        return input.check(requireNonNull(row, "row"), "");
    }

    /**
     * What the policies of the model change in the row before it is scored, each with its column and what is scored in its
     * place; empty where it is scored as it is. {@link #check} tells what no policy mends.
     */
    public List<Finding> mended(I row) {
        return input.mended(requireNonNull(row, "row"));
    }

    /**
     * The predictions for all rows, in order. They run through the model in blocks, which is faster than one by one, and
     * their numbers have the same bits. The memory for a block, 256 rows at each width of the model, is kept for later calls,
     * about once for each processor.
     *
     * @throws InvalidInputException with everything that is wrong with any row, its position among {@code rows} first; no
     *     prediction is returned then
     */
    public List<O> predictAll(List<? extends I> rows) {
        List<O> predictions = new ArrayList<>(rows.size());
        Findings findings = Findings.collect();
        Slot slot = blocks.take();
        try {
            slot.reserve(Math.min(scorer.block(), rows.size()));
            for (int start = 0; start < rows.size(); start += scorer.block()) {
                List<? extends I> block = rows.subList(start, Math.min(rows.size(), start + scorer.block()));
                read(block, start, slot, findings);
                if (findings.isEmpty()) {
                    slot.score(block.size());
                    write(block.size(), slot, predictions::add);
                }
            }
        } finally {
            blocks.give(slot);
        }
        findings.throwIfAny(InvalidInputException::new);
        return predictions;
    }

    /**
     * The predictions for the JSON objects of an array, or of a sequence of objects to its end (such as JSON lines), in
     * order.
     *
     * @throws InvalidInputException with everything that is wrong with any row as {@link #predict(JsonParser)} says it, its
     *     position first; after a hundred problems reading stops. No prediction is returned then
     * @throws IOException if the parser's source fails
     */
    public List<O> predictAll(JsonParser rows) throws IOException {
        List<O> predictions = new ArrayList<>();
        predictAll(rows, predictions::add);
        return predictions;
    }

    /**
     * As {@link #predictAll(JsonParser)}, in the memory of one block of 256 rows however many there are.
     *
     * @param each is given the predictions in order, block by block: when this throws, those of the blocks before the first
     *     problem
     */
    public void predictAll(JsonParser rows, Consumer<? super O> each) throws IOException {
        requireNonNull(rows, "rows");
        Findings findings = Findings.collect();
        JsonRows source = json.rows(rows, findings);
        Slot slot = blocks.take();
        try {
            slot.reserve(scorer.block());
            int count;
            do {
                count = source.read(slot.in(), scorer.block());
                if (findings.isEmpty()) {
                    slot.score(count);
                    write(count, slot, each);
                }
            } while (count == scorer.block());
        } finally {
            blocks.give(slot);
        }
        findings.throwIfAny(InvalidInputException::new);
    }

    private void read(List<? extends I> block, int start, Slot slot, Findings findings) {
        int r = 0;
        for (I row : block) {
            requireNonNull(row, "row");
            if (!input.read(row, slot.in(), r * input.width())) {
                findings.addAll(input.check(row, "row " + (start + r) + ", "));
            }
            r++;
        }
    }

    private void write(int rows, Slot slot, Consumer<? super O> each) {
        for (int r = 0; r < rows; r++) {
            each.accept(outputType.cast(writer.write(slot.out(), r * scorer.outputWidth())));
        }
    }

    /**
     * As {@link #predict}, on the executor.
     *
     * @return completes exceptionally with the {@link InvalidInputException} that {@code predict} throws
     */
    public CompletableFuture<O> predictAsync(I row, Executor executor) {
        requireNonNull(row, "row");
        return CompletableFuture.supplyAsync(() -> predict(row), executor);
    }

    /**
     * Why the model answers as it does for a row: what each column adds to the margin of its answer.
     *
     * @throws InvalidInputException with everything that is wrong with the row, or with the node that keeps the model from
     *     being explained
     */
    public Explanation explain(I row) {
        return explainer().explain(flat(row), 0);
    }

    /**
     * What each column adds to one margin of the model.
     *
     * @param output one of {@link Explainer#outputs}: the positive class, one of several classes, or the target
     * @throws io.mlstack.api.error.NotFoundException with the nearest names, if it is none of them
     * @throws InvalidInputException as {@link #explain(Record)}
     */
    public Explanation explain(I row, String output) {
        return explainer().explain(flat(row), 0, output);
    }

    private Explainer explainer() {
        Explainer known = explainer;
        if (known == null) {
            // Two threads may both make one; the two are alike.
            known = Explainer.of(scorer);
            explainer = known;
        }
        return known;
    }

    private double[] flat(I row) {
        requireNonNull(row, "row");
        double[] flat = new double[scorer.inputWidth()];
        if (!input.read(row, flat, 0)) {
            throw new InvalidInputException(input.check(row, ""));
        }
        return flat;
    }

    /**
     * As {@link Scorer#score(Columns)}, with the policies of the model: that one hands the model whatever the rows hold,
     * this one rejects and mends as {@link #predict} does.
     *
     * @throws NotFoundException with every column that is not there and the nearest names
     * @throws InvalidInputException with every column whose type does not fit, else with everything that is wrong with any
     *     row, its position first
     */
    public Columns score(Columns rows) {
        ColumnsCheck check = new ColumnsCheck(input.rules(), rows);
        Columns scored = scorer.score(rows, check::admit);
        check.throwIfAny();
        return scored;
    }

    /** The primitive path of the same model. */
    public Scorer scorer() {
        return scorer;
    }

    /** What was given when the predictor was made. */
    public String modelId() {
        return modelId;
    }

    /** {@code predictor of biopsies-1: 30 columns -> Triage}. */
    @Override
    public String toString() {
        return "predictor of " + modelId + ": " + scorer.input().size() + " columns -> " + outputType.getSimpleName();
    }
}
