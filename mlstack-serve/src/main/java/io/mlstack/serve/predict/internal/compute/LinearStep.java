package io.mlstack.serve.predict.internal.compute;

/** Linear scores of a row into its registers. */
final class LinearStep extends Step {

    private final LinearTerms terms;
    private final int to;

    LinearStep(LinearTerms terms, int to) {
        this.terms = terms;
        this.to = to;
    }

    LinearTerms terms() {
        return terms;
    }

    @Override
    void row(double[] registers, int base, Workspace workspace) {
        terms.scores(registers, base, registers, base + to, workspace.numbers);
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        for (int r = 0; r < rows; r++) {
            terms.scores(registers, r * stride, registers, r * stride + to, workspace.numbers);
        }
    }
}
