/** Randomness as a function: what is drawn depends on a seed, a purpose and a position, never on what was drawn before. */
@NullMarked
package io.mlstack.api.random;

import org.jspecify.annotations.NullMarked;
