package io.mlstack.train;

/** How a net's parameters follow its gradient. */
public enum Optimiser {
    /**
     * Steps scaled by running means of the gradient and of its square, with decay apart from the gradient. Source: I.
     * Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, algorithm 2.
     */
    ADAMW,
    /** The gradient with a momentum of 0.9; needs a learning rate about a hundred times larger than {@link #ADAMW}. */
    SGD
}
