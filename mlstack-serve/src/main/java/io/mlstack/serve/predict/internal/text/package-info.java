/** Texts as numbers: the stage between a row's text columns and the program, which knows numbers only. */
@org.jspecify.annotations.NullMarked
package io.mlstack.serve.predict.internal.text;
