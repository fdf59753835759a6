package io.mlstack.api.model;

/**
 * What a layer of a net does to each of its outputs. The names in brackets are those of Keras 3 and PyTorch where they
 * differ.
 */
public enum Activation {
    /** {@code x} [linear]. */
    IDENTITY,
    /** {@code max(x, 0)}. */
    RELU,
    /** Hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code min(max(x, 0), 6)}. */
    RELU6,
    /** {@code x} above 0, else {@code exp(x) - 1}. */
    ELU,
    /**
     * {@code s x} above 0, else {@code s a (exp(x) - 1)} with s = 1.0507009873554805 and a = 1.6732632423543772
     * (G. Klambauer and others, 2017).
     */
    SELU,
    /** {@code x P(X <= x)} for a standard normal X, by the error function (D. Hendrycks, K. Gimpel, 2016). */
    GELU,
    /** {@code x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}: GELU as it is often approximated. */
    GELU_TANH,
    /** {@code x / (1 + exp(-x))} [swish]. */
    SILU,
    /** {@code x tanh(ln(1 + exp(x)))}. */
    MISH,
    /** {@code ln(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN,
    /** {@code min(max(x + 3, 0), 6) / 6}, as Keras 3 and PyTorch have it; that of Keras 2 is another. */
    HARD_SIGMOID,
    /** {@code x min(max(x + 3, 0), 6) / 6} [hardswish]. */
    HARD_SILU
}
