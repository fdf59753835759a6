package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import org.jspecify.annotations.Nullable;

/**
 * Laid out when the first batch comes: who opens a model for single rows does not wait for it. Safe for use by several
 * threads; two of them may both lay out, to the same numbers.
 */
final class LazySlices {

    /** What the layout is made of; let go once it is made. */
    private record Plan(Trees trees, CategorySets sets, LeafSums sums) {}

    private record State(@Nullable Plan plan, @Nullable SlicedTrees trees) {}

    private volatile State state;

    private LazySlices(State state) {
        this.state = state;
    }

    static LazySlices of(Trees trees, CategorySets sets, LeafSums sums) {
        return new LazySlices(new State(new Plan(trees, sets, sums), null));
    }

    static LazySlices none() {
        return new LazySlices(new State(null, null));
    }

    /** The trees for 64 rows at once, or null where they would be too deep or too empty. */
    @Nullable
    SlicedTrees trees() {
        State now = state;
        Plan plan = now.plan();
        if (plan == null) {
            return now.trees();
        }
        SlicedTrees made = SlicedTrees.of(plan.trees(), plan.sets(), plan.sums());
        state = new State(null, made);
        return made;
    }
}
