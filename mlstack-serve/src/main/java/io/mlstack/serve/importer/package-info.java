/**
 * Models that others trained: {@link io.mlstack.serve.importer.Import} reads their files, compares scores with the trainer's
 * own, and packs bundles.
 */
@org.jspecify.annotations.NullMarked
package io.mlstack.serve.importer;
