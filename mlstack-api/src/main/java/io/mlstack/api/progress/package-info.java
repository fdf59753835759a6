/** How long work says how far it is: to a terminal, a log, a page, or nobody. */
@NullMarked
package io.mlstack.api.progress;

import org.jspecify.annotations.NullMarked;
