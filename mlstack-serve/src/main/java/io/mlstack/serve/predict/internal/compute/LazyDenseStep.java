package io.mlstack.serve.predict.internal.compute;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Dense layers that are laid out when some rows have come: who opens a large net and scores its goldens does not wait for it.
 * Safe for use by several threads: one of them lays out, and the others go on as before until it has.
 */
final class LazyDenseStep extends Step {

    /** Weights from which on a layout takes milliseconds. */
    static final int MANY = 1 << 20;

    /** Rows that go through the weights as they are before a layout is worth its time. */
    static final int PLAIN = 64;

    private final DenseKernels kernels;
    private final DensePlan plan;
    private final Step plain;

    /** Counted without a lock: threads that overlook each other's rows only lay out later. */
    private int seen;

    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile @Nullable Step laidOut;

    private LazyDenseStep(DenseKernels kernels, DensePlan plan) {
        this.kernels = kernels;
        this.plan = plan;
        this.plain = new DenseStoredStep(plan);
    }

    /** The step of a plan: laid out at once where that takes no time, else after {@value #PLAIN} rows. */
    static Step of(DenseKernels kernels, DensePlan plan) {
        return plan.weights() < MANY ? kernels.step(plan) : new LazyDenseStep(kernels, plan);
    }

    @Override
    void row(double[] registers, int base, Workspace workspace) {
        step(1).row(registers, base, workspace);
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        step(rows).block(registers, stride, rows, workspace);
    }

    private Step step(int rows) {
        Step made = laidOut;
        return made == null ? early(rows) : made;
    }

    private Step early(int rows) {
        if (seen + rows <= PLAIN) {
            seen += rows;
            return plain;
        }
        if (!isTaken.compareAndSet(false, true)) {
            return plain;
        }
        try {
            Step made = kernels.step(plan);
            laidOut = made;
            return made;
        } finally {
            // Where it failed for want of memory, a later row tries again.
            isTaken.set(laidOut != null);
        }
    }
}
