/** The few lines of HTML that notebook output and reports share. */
@NullMarked
package io.mlstack.api.html;

import org.jspecify.annotations.NullMarked;
