/** Numbers that say how sure they are, and what two of them say about each other. */
@NullMarked
package io.mlstack.api.stats;

import org.jspecify.annotations.NullMarked;
