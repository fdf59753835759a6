package io.mlstack.train.evaluate;

/**
 * A row on which the model was far off.
 *
 * @param key of the row in its dataset; its position in the test part where keys are personal
 * @param truth the right answer
 * @param predicted the model's answer
 * @param detail how far off: the probability it gave to the right answer, or the error with its sign
 * @param size what the list is ordered by, larger is worse: the log loss in nats or the absolute error
 */
public record Mistake(String key, String truth, String predicted, String detail, double size) {}
