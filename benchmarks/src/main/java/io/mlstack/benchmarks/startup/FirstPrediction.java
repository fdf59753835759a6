package io.mlstack.benchmarks.startup;

import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process whose start is measured: loads one model, scores one row, says so. Loads nothing that its peer does not need. */
final class FirstPrediction {

    /** Starts the line that ends the measurement. */
    static final String SAID = "prediction ";

    private FirstPrediction() {}

    /** {@code PEER-CLASS FOLDER ROW-FILE OUTPUTS}; without words it is the empty JVM that all have in common. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            float[] row = row(Path.of(args[2]));
            float[] out = new float[Integer.parseInt(args[3])];
            Peer peer = (Peer) Class.forName(args[0]).getConstructor().newInstance();
            Contender contender = peer.open(Path.of(args[1]), new Call(1, row.length, out.length));
            contender.score(row, 0, out, 0);
            System.out.println(SAID + out[0]);
        } else {
            System.out.println(SAID + 0);
        }
        System.out.flush();
        // At once: whatever threads a peer has left behind.
        Runtime.getRuntime().halt(0);
    }

    private static float[] row(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        float[] row = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(row);
        return row;
    }
}
