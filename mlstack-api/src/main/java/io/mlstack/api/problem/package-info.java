/** What a product team wants, stated so that a model can be judged against it. */
@NullMarked
package io.mlstack.api.problem;

import org.jspecify.annotations.NullMarked;
