package io.mlstack.train.evaluate;

/**
 * How well one class is recognised.
 *
 * @param name of the class
 * @param rows weight of its rows
 * @param predicted weight of the rows that were taken for it
 * @param precision share of the rows taken for it that are it; Wilson's interval
 * @param recall share of its rows that were found; Wilson's interval
 * @param f1 harmonic mean of the two; bootstrap
 */
public record ClassResult(
        String name, double rows, double predicted, MetricValue precision, MetricValue recall, MetricValue f1) {}
