package io.mlstack.data.load;

/**
 * Room for the rows of one batch, filled again and again by {@link Loader#load}. Belongs to one thread.
 *
 * <p>The arrays are as long as a full batch and are the same ones for the whole life of the object: only the first
 * {@link #rows()} rows are of this batch, and the next load overwrites them.
 */
public final class Batch {

    private final int width;
    private final int targetWidth;
    private final int[] positions;
    private final float[] features;
    private final int[] labels;
    private final float[] targets;
    private int rows;
    private long epoch;
    private int index;

    Batch(int batchSize, int width, int targetWidth, boolean hasLabels) {
        this.width = width;
        this.targetWidth = targetWidth;
        this.positions = new int[batchSize];
        this.features = new float[Math.multiplyExact(batchSize, width)];
        this.labels = new int[hasLabels ? batchSize : 0];
        this.targets = new float[Math.multiplyExact(batchSize, targetWidth)];
    }

    boolean fits(int batchSize, int ofWidth, int ofTargetWidth, boolean hasLabels) {
        return positions.length == batchSize
                && width == ofWidth
                && targetWidth == ofTargetWidth
                && (labels.length > 0) == hasLabels;
    }

    void begin(long ofEpoch, int atIndex, int withRows) {
        epoch = ofEpoch;
        index = atIndex;
        rows = withRows;
    }

    /** Puts row {@code from} of the source at place {@code to}. */
    void gather(int to, int from, float[] allFeatures, int[] allLabels, float[] allTargets) {
        positions[to] = from;
        System.arraycopy(allFeatures, from * width, features, to * width, width);
        if (labels.length > 0) {
            labels[to] = allLabels[from];
        }
        System.arraycopy(allTargets, from * targetWidth, targets, to * targetWidth, targetWidth);
    }

    /** Number of rows in this batch; fewer than a full batch only in the last one of an epoch. */
    public int rows() {
        return rows;
    }

    /** The pass over the data that it is from. */
    public long epoch() {
        return epoch;
    }

    /** Its number within the epoch, from 0. */
    public int index() {
        return index;
    }

    /** Which row of the source each row is; not a copy. */
    public int[] positions() {
        return positions;
    }

    /** Features row by row, {@code [rows, width]}; not a copy. */
    public float[] features() {
        return features;
    }

    /** Class codes, one a row; empty where the loader has none. Not a copy. */
    public int[] labels() {
        return labels;
    }

    /** Targets row by row, {@code [rows, target width]}; empty where the loader has none. Not a copy. */
    public float[] targets() {
        return targets;
    }

    @Override
    public String toString() {
        return "batch " + index + " of epoch " + epoch + ": " + rows + " rows x " + width;
    }
}
