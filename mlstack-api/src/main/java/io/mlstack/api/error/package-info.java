/** How mlstack fails: every problem of an input at once, each with its place and its cure. */
@NullMarked
package io.mlstack.api.error;

import org.jspecify.annotations.NullMarked;
