/** Writes models in the ONNX format, so that ONNX Runtime can score what mlstack scores; no part of the library. */
@NullMarked
package io.mlstack.benchmarks.onnx;

import org.jspecify.annotations.NullMarked;
