/** Tribuo as contender. */
@NullMarked
package io.mlstack.benchmarks.tribuo;

import org.jspecify.annotations.NullMarked;
