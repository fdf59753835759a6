package io.mlstack.serve.predict.internal.compute;

import io.mlstack.serve.predict.internal.text.TextColumn;
import java.util.Map;

/**
 * A model in two stages.
 *
 * @param texts the columns of text by name: what turns each into the numbers that lie in its place in a row
 * @param program what takes rows of numbers
 */
public record Compiled(Map<String, TextColumn> texts, Program program) {}
