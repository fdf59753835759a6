/** The typed path beside the code that a user would write in its place. */
@NullMarked
package io.mlstack.benchmarks.typed;

import org.jspecify.annotations.NullMarked;
