/** DJL on PyTorch as contender. */
@NullMarked
package io.mlstack.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
