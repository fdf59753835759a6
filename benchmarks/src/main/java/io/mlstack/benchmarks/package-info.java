/**
 * Benchmarks against named peers, judged by lines that start with {@code BAR}; never published.
 *
 * <p>{@link io.mlstack.benchmarks.Main} runs a {@link io.mlstack.benchmarks.Suite} by name.
 */
@NullMarked
package io.mlstack.benchmarks;

import org.jspecify.annotations.NullMarked;
