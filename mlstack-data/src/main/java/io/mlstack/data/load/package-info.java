/**
 * From a table to what a trainer reads: a {@link io.mlstack.data.load.Split} into training, validation and test rows that is
 * stable as the data grow, and a {@link io.mlstack.data.load.Loader} of shuffled batches that resumes anywhere.
 */
@NullMarked
package io.mlstack.data.load;

import org.jspecify.annotations.NullMarked;
