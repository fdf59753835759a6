/**
 * Reads files into {@link io.mlstack.api.table.Table}s: {@link io.mlstack.data.read.Csv} with a schema that is inferred and
 * explained or declared, and two {@link io.mlstack.data.read.Samples} that need no file.
 */
@NullMarked
package io.mlstack.data.read;

import org.jspecify.annotations.NullMarked;
