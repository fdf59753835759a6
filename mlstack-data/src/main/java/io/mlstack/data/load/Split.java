package io.mlstack.data.load;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The labelled rows of a table in three parts: to train on, to choose on, and to judge on. Immutable.
 *
 * <p>{@link #of} assigns each row by its key alone ({@link SplitRule}), so no row moves to another part as data grow, are
 * reordered, corrected or labelled again. In each part the target is a category whose levels are the classes (the declared
 * ones, else by code point) or, for regression, float64. Rows without a target stay out and are counted.
 *
 * <pre>{@code
 * Split split = Split.of(problem, Samples.biopsies(), "id");
 * Split byPatient = Split.of(problem, visits, "visit", SplitRule.standard().groupedBy("patient"));
 * }</pre>
 */
public final class Split {

    private static final String UNVERSIONED = "unversioned";

    private final Problem problem;
    private final String keyColumn;
    private final String snapshotId;
    private final Optional<SplitRule> rule;
    private final List<Columns> parts;
    private final int unlabelled;

    private Split(
            Problem problem,
            String keyColumn,
            String snapshotId,
            Optional<SplitRule> rule,
            List<Columns> parts,
            int unlabelled) {
        this.problem = problem;
        this.keyColumn = keyColumn;
        this.snapshotId = snapshotId;
        this.rule = rule;
        this.parts = List.copyOf(parts);
        this.unlabelled = unlabelled;
    }

    /**
     * Splits by {@link SplitRule#standard()}: 70 % training, 15 % validation, 15 % test.
     *
     * @see #of(Problem, Table, String, SplitRule)
     */
    public static Split of(Problem problem, Table table, String keyColumn) {
        return of(problem, table, keyColumn, SplitRule.standard());
    }

    /**
     * Splits a table by the keys of its rows, or of their groups. All rows are read into memory.
     *
     * @param keyColumn whole numbers, text, categories or dates, without gaps or repetition
     * @throws InvalidInputException with everything that stands against the split: the target, the key, the group or an
     *     ignored column does not exist; keys are missing or repeated; the target does not fit the kind of problem or has
     *     only one class; a part has no rows; a class has no row to train on
     */
    public static Split of(Problem problem, Table table, String keyColumn, SplitRule rule) {
        SplitCheck check = new SplitCheck(problem, table.collect(), keyColumn);
        List<Columns> parts = check.divide(rule);
        check.throwIfAny();
        return new Split(problem, keyColumn, UNVERSIONED, Optional.of(rule), parts, check.unlabelled());
    }

    /**
     * Takes parts that were made elsewhere, such as the folds of a cross validation. The parts must not share a key;
     * validation may be empty.
     *
     * @throws InvalidInputException as {@link #of(Problem, Table, String, SplitRule)}, and with every key that stands in two
     *     rows
     */
    public static Split given(Problem problem, Columns train, Columns validation, Columns test, String keyColumn) {
        Columns all = Columns.concat(train.schema(), List.of(train, validation, test));
        SplitCheck check = new SplitCheck(problem, all, keyColumn);
        List<Columns> parts = check.cut(train.rows(), train.rows() + validation.rows());
        check.throwIfAny();
        return new Split(problem, keyColumn, UNVERSIONED, Optional.empty(), parts, check.unlabelled());
    }

    /** This split with the id of the snapshot that the rows are from, in hexadecimal. */
    public Split ofSnapshot(String id) {
        return new Split(problem, keyColumn, id, rule, parts, unlabelled);
    }

    /** What is to be predicted. */
    public Problem problem() {
        return problem;
    }

    /** Rows to fit parameters on, all columns, in the order of the table. */
    public Columns train() {
        return part(Part.TRAIN);
    }

    /** Rows to make choices on. */
    public Columns validation() {
        return part(Part.VALIDATION);
    }

    /** Rows to judge on, once. */
    public Columns test() {
        return part(Part.TEST);
    }

    /** The rows of one part. */
    public Columns part(Part part) {
        return parts.get(part.ordinal());
    }

    /** Name of the column that identifies a row. */
    public String keyColumn() {
        return keyColumn;
    }

    /** Id of the snapshot in hexadecimal, or {@code unversioned}. */
    public String snapshotId() {
        return snapshotId;
    }

    /** How rows were assigned; empty if the parts were given. */
    public Optional<SplitRule> rule() {
        return rule;
    }

    /** The salt of the rule, or {@code given}. */
    public String salt() {
        return rule.map(SplitRule::salt).orElse("given");
    }

    /** The classes in the order of their codes; empty for regression. */
    public List<String> classes() {
        ColumnType target = train().schema().column(problem.target()).type();
        return target instanceof ColumnType.Category category ? category.levels() : List.of();
    }

    /** Names of the columns that a model may use: all but the key, the target, the group and the ignored ones. */
    public List<String> features() {
        List<String> names = new ArrayList<>(train().schema().names());
        names.remove(keyColumn);
        names.remove(problem.target());
        names.removeAll(problem.ignored());
        rule.flatMap(SplitRule::groupBy).ifPresent(names::remove);
        return List.copyOf(names);
    }

    /** Rows that were left out because they have no target. */
    public int unlabelled() {
        return unlabelled;
    }

    /** How often each class occurs in a part, by code; empty for regression. */
    public int[] classRows(Part part) {
        int[] rows = new int[classes().size()];
        if (rows.length > 0) {
            Arrays.stream(part(part).codes(problem.target())).forEach(code -> rows[code]++);
        }
        return rows;
    }

    /**
     * Where the rows come from and how they were divided, for the lineage of a model: a function of the content, with the
     * SHA-256 of the keys of each part in order.
     */
    public Json.Obj toJson() {
        Json.ObjBuilder json =
                Json.object().put("snapshot", snapshotId).put("key", keyColumn).put("salt", salt());
        rule.ifPresent(r -> json.put("validation", r.validation()).put("test", r.test()));
        rule.flatMap(SplitRule::groupBy).ifPresent(column -> json.put("groupBy", column));
        for (Part part : Part.values()) {
            json.put(
                    part.label() + "Rows",
                    Json.object()
                            .put("count", part(part).rows())
                            .put("keys", keysDigest(part(part)))
                            .build());
        }
        return json.build();
    }

    private String keysDigest(Columns rows) {
        MessageDigest sha = SplitRule.sha256();
        int index = rows.schema().indexOf(keyColumn);
        for (int row = 0; row < rows.rows(); row++) {
            sha.update(Objects.requireNonNull(rows.text(row, index)).getBytes(StandardCharsets.UTF_8));
            sha.update((byte) '\n');
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** {@code Split by id: train 403 (benign 63.5 %, malignant 36.5 %), validation 80 (...), test 86 (...)}. */
    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder("Split by " + rule.flatMap(SplitRule::groupBy).orElse(keyColumn) + ":");
        for (Part part : Part.values()) {
            String shares = classes().isEmpty() || part(part).rows() == 0 ? "" : " (" + classShares(part) + ")";
            out.append(part.ordinal() == 0 ? " " : ", ")
                    .append(part.label())
                    .append(' ')
                    .append(part(part).rows())
                    .append(shares);
        }
        return out + (unlabelled == 0 ? "" : ", " + unlabelled + " without " + problem.target());
    }

    /** Rows and class shares of each part as a table for notebooks. */
    public String html() {
        List<String> header = new ArrayList<>(List.of("part", "rows"));
        header.addAll(classes());
        List<List<String>> rows = new ArrayList<>();
        for (Part part : Part.values()) {
            List<String> cells =
                    new ArrayList<>(List.of(part.label(), "" + part(part).rows()));
            int[] counts = classRows(part);
            for (int code = 0; code < counts.length; code++) {
                cells.add(counts[code] + " (" + percent(counts[code], part(part).rows()) + ")");
            }
            rows.add(cells);
        }
        return Html.table(header, rows) + (unlabelled == 0 ? "" : "<p>" + unlabelled + " rows without a target</p>");
    }

    private String classShares(Part part) {
        int[] counts = classRows(part);
        List<String> shares = new ArrayList<>();
        for (int code = 0; code < counts.length; code++) {
            shares.add(
                    classes().get(code) + " " + percent(counts[code], part(part).rows()));
        }
        return String.join(", ", shares);
    }

    /** One place after the point, rounded half up in whole numbers, alike on every JDK. */
    private static String percent(int count, int all) {
        long tenths = all == 0 ? 0 : (2000L * count + all) / (2L * all);
        return tenths / 10 + "." + tenths % 10 + " %";
    }
}
