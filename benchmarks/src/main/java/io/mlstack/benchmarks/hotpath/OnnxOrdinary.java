package io.mlstack.benchmarks.hotpath;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime with a tensor over the caller's array and a fresh result in each call. */
final class OnnxOrdinary implements Contender {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final long[] shape;
    private final int inLength;
    private final int outLength;

    OnnxOrdinary(BenchmarkModel model, int rows) throws OrtException {
        session = OnnxSession.open(model.onnx(rows));
        shape = new long[] {rows, model.inputs()};
        inLength = rows * model.inputs();
        outLength = rows * model.outputs();
    }

    @Override
    public void score(float[] in, int inOffset, float[] out, int outOffset) throws OrtException {
        FloatBuffer values = FloatBuffer.wrap(in, inOffset, inLength);
        try (OnnxTensor x = OnnxTensor.createTensor(environment, values, shape);
                OrtSession.Result result = session.run(Map.of("x", x))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(out, outOffset, outLength);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
