package io.mlstack.benchmarks.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mlstack.benchmarks.model.BenchmarkModel;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime with a tensor over the caller's array and a fresh result in each call. */
public final class OnnxOrdinary implements Peer {

    @Override
    public void save(BenchmarkModel model, Path folder) throws IOException {
        OnnxSession.save(model, folder);
    }

    @Override
    public Contender open(Path folder, Call call) throws OrtException {
        return new Ordinary(OnnxSession.open(folder, call.rows()), call);
    }

    private record Ordinary(OrtSession session, Call call) implements Contender {

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws OrtException {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            FloatBuffer values = FloatBuffer.wrap(in, inOffset, call.in());
            long[] shape = {call.rows(), call.inputs()};
            try (OnnxTensor x = OnnxTensor.createTensor(environment, values, shape);
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                ((OnnxTensor) result.get(0)).getFloatBuffer().get(out, outOffset, call.out());
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }
}
