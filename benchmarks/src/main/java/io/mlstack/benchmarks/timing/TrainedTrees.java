package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Entrant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Has XGBoost train the trees that everybody scores; they stay under {@code target} for the next run. */
final class TrainedTrees {

    /** Its main class takes the name of a subject and writes the model where {@link TreeModel#json} says. */
    private static final String TRAINER = "io.mlstack.benchmarks.xgboost.TrainTrees";

    private TrainedTrees() {}

    /** Trains what is not there; where that fails, its contenders fail to rehearse and say so. */
    static void train(List<Subject> subjects, PrintStream out) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            if (subject.create() instanceof TreeModel trees && !Files.exists(trees.json())) {
                if (!ClassPath.isBuilt(Entrant.XGBOOST_IN_PLACE)) {
                    out.println("No trees: benchmarks/peers/xgboost has not been built, so nobody can train them");
                    return;
                }
                Path log =
                        Files.createDirectories(trees.json().resolveSibling("")).resolve("training.log");
                out.printf(Locale.ROOT, "Training %s once%n", subject.title());
                out.flush();
                int status = Child.run(ClassPath.of(Entrant.XGBOOST_IN_PLACE), List.of(), log, TRAINER, subject.name());
                if (status != 0) {
                    out.println("Training ended with status " + status + ":\n" + Files.readString(log));
                }
            }
        }
    }
}
