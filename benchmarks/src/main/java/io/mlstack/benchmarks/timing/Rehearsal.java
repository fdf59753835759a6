package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.Home;
import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Call;
import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.peer.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Has a contender save a model, load it and score all rows, in a JVM of its own.
 *
 * @param row worst difference to the reference in calls of one row
 * @param batch the same in batches
 * @param failure what the JVM said if it did not come so far; empty otherwise
 */
public record Rehearsal(double row, double batch, String failure) {

    private static final String RESULT = "rehearsal.txt";

    /** Where an entrant's files of a model lie. */
    public static Path folder(Subject subject, Entrant entrant) {
        return Home.target()
                .resolve("models")
                .resolve(subject.title())
                .resolve(entrant.title().replace(' ', '-'));
    }

    /** The difference for the rows of a call. */
    double difference(int rows) {
        return rows == 1 ? row : batch;
    }

    /** Holds the rehearsal in a new JVM of the kind this one is, on the entrant's class path. */
    static Rehearsal hold(Subject subject, Entrant entrant) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(folder(subject, entrant));
        Path result = folder.resolve(RESULT);
        Files.deleteIfExists(result);
        if (!ClassPath.isBuilt(entrant)) {
            return failed("absent: benchmarks/peers/" + entrant.folder() + " has not been built");
        }
        Path log = folder.resolve("rehearsal.log");
        int status = Child.run(
                ClassPath.of(entrant),
                entrant.jvmArguments(),
                log,
                Rehearsal.class.getName(),
                subject.name(),
                entrant.name());
        if (status != 0 || !Files.exists(result)) {
            return failed("status " + status + ", see " + Home.folder().relativize(log));
        }
        String[] differences = Files.readString(result).strip().split(" ");
        return new Rehearsal(Double.parseDouble(differences[0]), Double.parseDouble(differences[1]), "");
    }

    private static Rehearsal failed(String why) {
        return new Rehearsal(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, why);
    }

    /** {@code SUBJECT ENTRANT}, in the new JVM. */
    public static void main(String[] args) throws Exception {
        Subject subject = Subject.valueOf(args[0]);
        Entrant entrant = Entrant.valueOf(args[1]);
        Path folder = folder(subject, entrant);
        Rehearsal held = hold(subject.create(), entrant.peer(), folder);
        Files.writeString(folder.resolve(RESULT), held.row + " " + held.batch + "\n", StandardCharsets.UTF_8);
        // Some peers leave threads behind that would keep this JVM.
        System.exit(0);
    }

    static Rehearsal hold(BenchmarkModel model, Peer peer, Path folder) throws Exception {
        peer.save(model, folder);
        return new Rehearsal(difference(model, peer, folder, 1), difference(model, peer, folder, Entrant.BATCH), "");
    }

    private static double difference(BenchmarkModel model, Peer peer, Path folder, int rows) throws Exception {
        try (Contender contender = peer.open(folder, new Call(rows, model.inputs(), model.outputs()))) {
            return Correctness.worstDifference(model, contender, rows);
        }
    }
}
