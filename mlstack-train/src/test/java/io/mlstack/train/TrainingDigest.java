package io.mlstack.train;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Trains one model of each kind and digests every byte of them; also a main class for a JVM of its own. */
final class TrainingDigest {
    private TrainingDigest() {}

    /** Prints the digest after training with as many threads as the first argument says. */
    public static void main(String[] args) {
        System.out.println(of(Integer.parseInt(args[0])));
    }

    static String of(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            Columns digits = TestRows.resource("digits");
            Columns wine = TestRows.resource("wine");
            Problem classes = Problem.multiclass("digits", "target");
            Problem number = Problem.regression("proline", "proline").ignoring("target");
            Training onDigits = Training.on(TestRows.validated(classes, digits))
                    .executor(pool, threads)
                    .seed(11);
            NetSpec wide = NetSpec.mlp(150, 40).batch(500).epochs(3).dropout(0.1);
            for (Run run : List.of(
                    onDigits.fit(),
                    onDigits.model(wide).fit(),
                    onDigits.model(NetSpec.mlp(20).activation(Activation.TANH).epochs(3))
                            .fit(),
                    Training.on(TestRows.split(number, wine, 0))
                            .executor(pool, threads)
                            .fit(),
                    Training.on(TestRows.split(number, wine, 0))
                            .model(NetSpec.mlp(16)
                                    .activation(Activation.SIGMOID)
                                    .epochs(5))
                            .fit())) {
                add(sha, run);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new AssertionError(absent);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void add(MessageDigest sha, Run run) {
        sha.update(run.graph().toJson().canonicalBytes());
        for (Tensor tensor : run.graph().tensors().values()) {
            sha.update(tensor.toBytes());
        }
        sha.update(run.toJson().canonicalBytes());
        sha.update(run.curve().toString().getBytes(StandardCharsets.UTF_8));
    }
}
