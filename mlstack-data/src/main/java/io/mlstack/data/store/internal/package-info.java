/**
 * How a data set lies on disk: objects named by their content, packed into blobs, rows in leaves cut by their keys.
 */
@NullMarked
package io.mlstack.data.store.internal;

import org.jspecify.annotations.NullMarked;
