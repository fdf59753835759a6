package io.mlstack.benchmarks.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mlstack.benchmarks.model.BenchmarkModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * ONNX Runtime over direct buffers: tensors, names and maps are made once, the runtime reads the one buffer and writes the
 * other, and a call copies the rows in and the predictions out.
 */
public final class OnnxPinned implements Peer {

    @Override
    public void save(BenchmarkModel model, Path folder) throws IOException {
        OnnxSession.save(model, folder);
    }

    @Override
    public Contender open(Path folder, Call call) throws OrtException {
        return new Pinned(OnnxSession.open(folder, call.rows()), call);
    }

    private static final class Pinned implements Contender {
        private final OrtSession session;
        private final FloatBuffer inBuffer;
        private final FloatBuffer outBuffer;
        private final OnnxTensor x;
        private final OnnxTensor y;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;

        Pinned(OrtSession session, Call call) throws OrtException {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            this.session = session;
            inBuffer = direct(call.in());
            outBuffer = direct(call.out());
            x = OnnxTensor.createTensor(environment, inBuffer, new long[] {call.rows(), call.inputs()});
            y = OnnxTensor.createTensor(environment, outBuffer, new long[] {call.rows(), call.outputs()});
            inputs = Map.of("x", x);
            outputs = Map.of("y", y);
        }

        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) throws OrtException {
            inBuffer.put(0, in, inOffset, inBuffer.capacity());
            // Closing the result frees what the runtime made for it, and nothing of ours.
            session.run(inputs, outputs).close();
            outBuffer.get(0, out, outOffset, outBuffer.capacity());
        }

        @Override
        public void close() throws OrtException {
            x.close();
            y.close();
            session.close();
        }

        private static FloatBuffer direct(int numbers) {
            return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
    }
}
