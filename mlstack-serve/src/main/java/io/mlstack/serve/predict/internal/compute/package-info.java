/** How a graph becomes flat arrays and static kernels. Not API. */
@NullMarked
package io.mlstack.serve.predict.internal.compute;

import org.jspecify.annotations.NullMarked;
