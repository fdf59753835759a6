/** The models that are scored, as every contender needs them, with plain loops that say what is right. */
@NullMarked
package io.mlstack.benchmarks.model;

import org.jspecify.annotations.NullMarked;
