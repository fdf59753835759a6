package io.mlstack.serve.importer.internal;

import io.mlstack.api.model.Tensor;
import java.util.List;

/** A model of another trainer, understood and checked; what its user may still choose is a parameter. Immutable. */
public interface SourceModel {

    /** What made the file, such as {@code XGBoost 3.1.0}. */
    String trainer();

    /** What a row holds, in order. */
    List<Feature> features();

    /** Whether the file names the features; else their names are made up and columns are found by position. */
    boolean namesFeatures();

    /** In which numbers the trainer compares and adds. */
    Tensor.Type type();

    /** Numbers that come out as margins. */
    int outputs();

    /** What the margins mean. */
    Head head();

    /** The boosting rounds that {@link #margins} can be limited to. */
    Rounds rounds();

    /**
     * Adds the nodes that make the margins.
     *
     * @param features name of the value that holds {@link #features} numbers of {@link #type}
     * @param margins name of the value to make: {@link #outputs} numbers
     * @param rounds how many rounds count; at most {@link Rounds#all}
     */
    void margins(Wiring graph, String features, String margins, int rounds);

    /**
     * Ways in which the trainer's own scores may differ from ours by a function of each number.
     *
     * @param rounds how many rounds count
     */
    default List<Quirk> quirks(int rounds) {
        return List.of();
    }
}
