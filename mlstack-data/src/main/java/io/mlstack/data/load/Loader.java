package io.mlstack.data.load;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.random.Permutation;
import io.mlstack.api.table.Columns;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Batches of rows in an order that is a function of (seed, epoch), so that there is no state to save: to resume, ask for
 * the next batch.
 *
 * <pre>{@code
 * Loader loader = Loader.over(features, 30).withLabels(codes).shuffled(7).batches(64);
 * Batch batch = loader.newBatch();
 * for (int i = resumeAt; i < loader.batchCount(); i++) {
 *     loader.load(epoch, i, batch);
 *     step(batch.features(), batch.labels(), batch.rows());
 * }
 * }</pre>
 *
 * <p>Each row occurs once an epoch (but for the rows of a last, short batch, if those are dropped). Several machines share
 * an epoch by arithmetic: of {@code world} machines, number {@code rank} takes every {@code world}-th row of the order.
 *
 * <p>Immutable and thread-safe; methods that set something return a new loader over the same arrays. The arrays are not
 * copied: nobody may change them while the loader is used.
 */
public final class Loader {

    private static final int DEFAULT_BATCH = 32;

    private final float[] features;
    private final int width;
    private final int rows;
    private final int[] labels;
    private final float[] targets;
    private final int targetWidth;
    private final Optional<KeyedRandom> shuffle;
    private final Shape shape;

    /** How the order is cut into batches. */
    private record Shape(int batchSize, boolean dropsLast, int rank, int world) {}

    private Loader(
            float[] features,
            int width,
            int[] labels,
            float[] targets,
            int targetWidth,
            Optional<KeyedRandom> shuffle,
            Shape shape) {
        this.features = features;
        this.width = width;
        this.rows = features.length / width;
        this.labels = labels;
        this.targets = targets;
        this.targetWidth = targetWidth;
        this.shuffle = shuffle;
        this.shape = shape;
    }

    /**
     * A loader over rows that lie one after the other, in their own order and batches of {@value #DEFAULT_BATCH}.
     *
     * @param features {@code [rows, width]}, row-major; not copied
     * @throws ShapeException if {@code width} is below 1 or does not divide the length
     */
    public static Loader over(float[] features, int width) {
        if (width < 1 || features.length % width != 0) {
            throw shape(features.length + " numbers are no rows of width " + width, "give rows * width numbers");
        }
        Shape shape = new Shape(DEFAULT_BATCH, false, 0, 1);
        return new Loader(features, width, new int[0], new float[0], 0, Optional.empty(), shape);
    }

    /**
     * A loader over boolean, numeric, date or timestamp columns, as {@link Columns#numbers} gives them, rounded to float; a
     * missing value is {@code NaN}.
     *
     * @param names of the features, in the order in which they lie in a row; at least one
     * @throws InvalidInputException with every column that does not exist or holds no numbers
     */
    public static Loader over(Columns columns, List<String> names) {
        Findings findings = Findings.collect();
        float[] features = new float[Math.multiplyExact(columns.rows(), names.size())];
        for (int column = 0; column < names.size(); column++) {
            String name = names.get(column);
            if (!columns.schema().has(name)) {
                findings.add(
                        "loader.no-such-column",
                        "table",
                        "feature column \"" + name + "\" does not exist",
                        NearestName.cure(name, columns.schema().names()));
                continue;
            }
            try {
                double[] numbers = columns.numbers(name);
                for (int row = 0; row < numbers.length; row++) {
                    features[row * names.size() + column] = (float) numbers[row];
                }
            } catch (InvalidInputException notNumeric) {
                findings.addAll(notNumeric.findings());
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return over(features, names.size());
    }

    /**
     * With one class code a row; not copied.
     *
     * @throws ShapeException if there are not as many labels as rows
     */
    public Loader withLabels(int[] codes) {
        if (codes.length != rows) {
            throw shape(codes.length + " labels for " + rows + " rows", "give one label a row");
        }
        return new Loader(features, width, codes, targets, targetWidth, shuffle, shape);
    }

    /**
     * With target numbers.
     *
     * @param numbers {@code [rows, numbersWidth]}, row-major; not copied
     * @throws ShapeException if there are not {@code rows * numbersWidth} numbers
     */
    public Loader withTargets(float[] numbers, int numbersWidth) {
        if (numbersWidth < 1 || numbers.length != (long) rows * numbersWidth) {
            throw shape(
                    numbers.length + " targets of width " + numbersWidth + " for " + rows + " rows",
                    "give rows * width targets");
        }
        return new Loader(features, width, labels, numbers, numbersWidth, shuffle, shape);
    }

    /** In a random order, another one each epoch. */
    public Loader shuffled(long seed) {
        return shuffled(KeyedRandom.of(seed, "loader/shuffle"));
    }

    /** In the orders of {@code random.at(epoch)}. */
    public Loader shuffled(KeyedRandom random) {
        return new Loader(features, width, labels, targets, targetWidth, Optional.of(random), shape);
    }

    /**
     * In batches of that many rows.
     *
     * @throws IllegalArgumentException if {@code batchSize} is below 1
     */
    public Loader batches(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch has at least 1 row, got " + batchSize);
        }
        return shaped(new Shape(batchSize, shape.dropsLast(), shape.rank(), shape.world()));
    }

    /** Without the last batch of an epoch if it is short; which rows that leaves out changes with the order. */
    public Loader droppingLast() {
        return shaped(new Shape(shape.batchSize(), true, shape.rank(), shape.world()));
    }

    /**
     * The share of one of several machines. Together they see each row once an epoch; the number of their rows differs by 1
     * at most.
     *
     * @param rank number of this machine, 0 to {@code world - 1}
     * @throws IllegalArgumentException if {@code rank} is not in [0, world)
     */
    public Loader shard(int rank, int world) {
        if (rank < 0 || rank >= world) {
            throw new IllegalArgumentException("rank " + rank + " is not in [0, " + world + ")");
        }
        return shaped(new Shape(shape.batchSize(), shape.dropsLast(), rank, world));
    }

    /** Rows in the source. */
    public int rows() {
        return rows;
    }

    /** Features a row. */
    public int width() {
        return width;
    }

    /** Batches an epoch, of this shard. */
    public int batchCount() {
        long mine = mine();
        long full = mine / shape.batchSize();
        return (int) (shape.dropsLast() || full * shape.batchSize() == mine ? full : full + 1);
    }

    /** Room for a batch of this loader. */
    public Batch newBatch() {
        return new Batch(shape.batchSize(), width, targetWidth, labels.length > 0);
    }

    /**
     * Fills {@code into} with one batch. Any batch of any epoch, in any order, costs the same.
     *
     * @param epoch any number
     * @param index 0 to {@link #batchCount()} - 1
     * @param into made by {@link #newBatch} of this loader or one of the same widths and batch size
     * @throws IndexOutOfBoundsException if there is no such batch; {@code into} is as it was
     * @throws ShapeException if {@code into} was made for other widths or batches; it is as it was
     */
    public void load(long epoch, int index, Batch into) {
        Objects.checkIndex(index, batchCount());
        if (!into.fits(shape.batchSize(), width, targetWidth, labels.length > 0)) {
            throw shape("the batch was made by another kind of loader", "use newBatch() of this one");
        }
        long first = (long) index * shape.batchSize();
        int count = (int) Math.min(shape.batchSize(), mine() - first);
        Permutation order =
                shuffle.map(random -> random.at(epoch).permutation(rows)).orElse(null);
        into.begin(epoch, index, count);
        for (int i = 0; i < count; i++) {
            long place = (first + i) * shape.world() + shape.rank();
            into.gather(i, (int) (order == null ? place : order.at(place)), features, labels, targets);
        }
    }

    @Override
    public String toString() {
        String shard = shape.world() == 1 ? "" : ", shard " + shape.rank() + " of " + shape.world();
        return "Loader of " + rows + " rows x " + width + ", " + batchCount() + " batches of " + shape.batchSize()
                + shuffle.map(random -> ", shuffled with seed " + random.seed()).orElse("") + shard;
    }

    /** Rows of this shard: the places rank, rank + world, ... below the number of rows. */
    private long mine() {
        return ((long) rows - shape.rank() + shape.world() - 1) / shape.world();
    }

    private Loader shaped(Shape next) {
        return new Loader(features, width, labels, targets, targetWidth, shuffle, next);
    }

    private static ShapeException shape(String message, String cure) {
        return new ShapeException(new Finding("loader.shape", "loader", message, cure));
    }
}
