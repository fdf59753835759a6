package io.mlstack.api.model;

/** What turns a margin into a prediction, number by number; see {@link Node.Link}. */
public enum LinkFunction {
    /** {@code exp(x)}: Poisson, gamma and Tweedie regression, accelerated failure times. */
    EXP,
    /** {@code log(1 + exp(x))}: LightGBM's cross-entropy with lambda. */
    SOFTPLUS,
    /** {@code x |x|}: undoes the square root that LightGBM's {@code reg_sqrt} trains on. */
    SIGNED_SQUARE,
    /** 1 for {@code x > 0}, else 0: XGBoost's hinge loss. */
    STEP
}
