package io.mlstack.benchmarks.peer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mlstack.benchmarks.model.BenchmarkModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ONNX Runtime as fast as it gets on one thread: sequential, all optimisations, shapes fixed when the model loads. */
public final class OnnxSession {

    private OnnxSession() {}

    /** Writes one file for each number of rows that a call brings. */
    static void save(BenchmarkModel model, Path folder) throws IOException {
        for (int rows : List.of(1, Entrant.BATCH)) {
            Files.write(file(folder, rows), model.onnx(rows));
        }
    }

    static OrtSession open(Path folder, int rows) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return OrtEnvironment.getEnvironment()
                    .createSession(file(folder, rows).toString(), options);
        }
    }

    private static Path file(Path folder, int rows) {
        return folder.resolve("rows" + rows + ".onnx");
    }

    /** Why there is no ONNX Runtime to compare with; empty on the platforms whose library its jar 1.29 brings. */
    public static Optional<String> missing(String osName, String osArch) {
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
