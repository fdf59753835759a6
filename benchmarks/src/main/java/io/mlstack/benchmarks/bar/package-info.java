/** Targets and how a measurement is judged against them. */
@NullMarked
package io.mlstack.benchmarks.bar;

import org.jspecify.annotations.NullMarked;
