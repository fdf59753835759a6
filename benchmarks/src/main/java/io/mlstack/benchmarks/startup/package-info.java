/** From nothing to the first prediction: whole processes, and what has to be shipped with them. */
@NullMarked
package io.mlstack.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
