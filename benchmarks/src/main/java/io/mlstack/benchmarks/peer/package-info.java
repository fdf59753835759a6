/** Who scores the models, and how each is called. */
@NullMarked
package io.mlstack.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
