/** Checks contenders, then times them in fresh JVMs, each on its own class path. */
@NullMarked
package io.mlstack.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
