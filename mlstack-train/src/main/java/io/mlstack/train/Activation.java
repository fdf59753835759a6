package io.mlstack.train;

/** What a hidden layer applies to each of its outputs. */
public enum Activation {
    /** max(0, x). */
    RELU,
    /** The hyperbolic tangent. */
    TANH,
    /** 1 / (1 + e to the minus x). */
    SIGMOID,
    /** x itself; layers in a row then make one linear map. */
    IDENTITY
}
