package io.mlstack.serve.importer.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * A way in which a trainer's own score of a row differs from an output of ours, though both mean the same model.
 *
 * @param output the output it is about
 * @param theirs makes the trainer's number of ours
 * @param cause what to tell who meets it
 */
public record Quirk(String output, DoubleUnaryOperator theirs, String cause) {}
