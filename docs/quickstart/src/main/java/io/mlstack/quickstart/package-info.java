/** The main job of mlstack on real data, from a stated problem to a served model. */
@NullMarked
package io.mlstack.quickstart;

import org.jspecify.annotations.NullMarked;
