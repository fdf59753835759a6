package io.mlstack.benchmarks.hotpath;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Locale;
import java.util.Optional;

/** ONNX Runtime as fast as it gets on one thread: sequential, all optimisations, shapes fixed when the model loads. */
final class OnnxSession {

    private OnnxSession() {}

    static OrtSession open(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return OrtEnvironment.getEnvironment().createSession(model, options);
        }
    }

    /** Why there is no ONNX Runtime to compare with; empty on the platforms whose library its jar 1.29 brings. */
    static Optional<String> missing(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean x64 = osArch.equals("amd64") || osArch.equals("x86_64");
        boolean arm64 = osArch.equals("aarch64");
        boolean shipped = os.startsWith("linux") && (x64 || arm64)
                || os.startsWith("mac") && arm64
                || os.startsWith("windows") && x64;
        return shipped
                ? Optional.empty()
                : Optional.of("onnxruntime 1.29 has no library for " + osName + " on " + osArch);
    }
}
