/** How columns and records become rows of numbers and back. Not API. */
@NullMarked
package io.mlstack.serve.predict.internal.bind;

import org.jspecify.annotations.NullMarked;
