package io.mlstack.benchmarks.startup;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.timing.Contest;
import io.mlstack.benchmarks.timing.Rehearsal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One fresh process of a contender, without any flag, as often as it is wanted.
 *
 * @param command starts it
 * @param right what it must predict
 */
record ColdStart(List<String> command, double right) {

    private static final double NANOS_A_MILLI = 1e6;

    /** A process that loads the model which the entrant has kept in its rehearsal. */
    static ColdStart of(Subject subject, Entrant entrant) throws IOException {
        BenchmarkModel model = subject.create();
        float[] row = model.rows(1);
        Path folder = Rehearsal.folder(subject, entrant);
        Path file = folder.resolve("row.f32");
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Float.BYTES);
        bytes.asFloatBuffer().put(row);
        Files.write(file, bytes.array());

        List<String> command = java(ClassPath.of(entrant));
        command.addAll(
                List.of(entrant.peerClass(), folder.toString(), file.toString(), String.valueOf(subject.outputs())));
        return new ColdStart(command, model.reference(row, 0)[0]);
    }

    /** A process that does nothing. */
    static ColdStart empty() throws IOException {
        return new ColdStart(java(ClassPath.of(Entrant.MLSTACK)), 0);
    }

    private static List<String> java(ClassPath classPath) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath.bare(),
                FirstPrediction.class.getName()));
    }

    /**
     * Starts the process and waits for its first prediction.
     *
     * @return milliseconds between the two
     * @throws IOException if it ended without a prediction, or with a wrong one
     */
    double millis() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(FirstPrediction.SAID)) {
                    double millis = (System.nanoTime() - start) / NANOS_A_MILLI;
                    require(Double.parseDouble(line.substring(FirstPrediction.SAID.length())));
                    process.waitFor();
                    return millis;
                }
            }
        }
        throw new IOException("no prediction, status " + process.waitFor() + ": " + String.join(" ", command));
    }

    private void require(double predicted) throws IOException {
        if (!(Math.abs(predicted - right) <= Contest.TOLERANCE)) {
            throw new IOException("predicted " + predicted + " instead of " + right);
        }
    }
}
