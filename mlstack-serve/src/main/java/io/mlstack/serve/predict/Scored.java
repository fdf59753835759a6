package io.mlstack.serve.predict;

/**
 * A prediction and the model that made it.
 *
 * @param modelId as it was given to the predictor: the bundle's digest where the model came from a bundle
 */
public record Scored<O>(O value, String modelId) {}
