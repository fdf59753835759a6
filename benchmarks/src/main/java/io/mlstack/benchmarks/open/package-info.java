/** What opening a bundle costs beside hashing its file. */
@NullMarked
package io.mlstack.benchmarks.open;

import org.jspecify.annotations.NullMarked;
