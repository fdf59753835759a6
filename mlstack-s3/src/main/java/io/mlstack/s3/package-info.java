/**
 * Keeps datasets and models in a bucket: {@link io.mlstack.s3.S3BlobStore} is a {@link io.mlstack.api.blob.BlobStore} on Amazon
 * S3, and on other servers that speak its protocol and keep its promise about {@code If-None-Match}.
 */
@NullMarked
package io.mlstack.s3;

import org.jspecify.annotations.NullMarked;
