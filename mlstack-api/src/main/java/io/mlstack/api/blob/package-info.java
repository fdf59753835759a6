/**
 * Where bytes are kept: immutable objects under keys, created once, never overwritten or renamed.
 *
 * <p>{@link io.mlstack.api.blob.BlobStore} is the one storage seam; data sets and models both stand on it. {@link
 * io.mlstack.api.blob.NumberedLog} is the one commit primitive: create the next numbered record if it is absent.
 */
@NullMarked
package io.mlstack.api.blob;

import org.jspecify.annotations.NullMarked;
