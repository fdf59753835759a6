/** The one canonical JSON codec: what is hashed, signed or compared goes through it. */
@NullMarked
package io.mlstack.api.json;

import org.jspecify.annotations.NullMarked;
