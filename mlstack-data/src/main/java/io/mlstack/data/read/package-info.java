/**
 * Reads files, folders and databases into {@link io.mlstack.api.table.Table}s: {@link io.mlstack.data.read.Csv} and
 * {@link io.mlstack.data.read.JsonLines} with a schema that is inferred and explained or declared,
 * {@link io.mlstack.data.read.Images} and {@link io.mlstack.data.read.Texts} with one row a file,
 * {@link io.mlstack.data.read.Jdbc} and {@link io.mlstack.data.read.Parquet} with the types of their source, and two
 * {@link io.mlstack.data.read.Samples} that need no file. CSV, JSON Lines and Parquet are written as well.
 */
@NullMarked
package io.mlstack.data.read;

import org.jspecify.annotations.NullMarked;
