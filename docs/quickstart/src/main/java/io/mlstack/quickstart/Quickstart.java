package io.mlstack.quickstart;

import io.mlstack.api.problem.*;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.TerminalProgress;
import io.mlstack.data.read.*;
import io.mlstack.data.store.*;
import io.mlstack.serve.store.*;
import io.mlstack.train.*;
import io.mlstack.train.evaluate.*;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole life of a model on 569 real biopsies, in one run.
 *
 * <p>{@code main} takes the folder to write into; the default is {@code quickstart-out} below the current one. Run it
 * again and the stores continue their history.
 */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws IOException {
        Path out = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "quickstart-out"));
        Path csv = out.resolve("biopsies.csv");
        if (Files.notExists(csv)) {
            Samples.copyBiopsies(csv);
        }
        run(
                csv,
                out,
                System.console() == null
                        ? TerminalProgress.plain(System.out)
                        : TerminalProgress.interactive(System.out));
    }

    private static void run(Path csv, Path out, Progress progress) throws IOException {
        // spotless:off (JShell cannot take a line that begins with a dot)
        // tag::life[]
        // 1. State the problem: what is wanted, what mistakes cost, what a model must keep to.
        Problem problem = Problem.binary("biopsy-triage", "diagnosis", "malignant").optimise(Metric.AVERAGE_PRECISION);
        problem = problem.requirement("Send the biopsies a pathologist must see first to the top of the queue");
        problem = problem.cost(Cost.falseNegative(20), Cost.falsePositive(1));
        problem = problem.within(Constraint.p99Micros(50), Constraint.bundleKib(256)).mustBeat(Baseline.MAJORITY);
        show("The problem", problem);

        // 2. Read and version the data. A correction is a new version; the difference names rows and columns.
        CsvTable biopsies = Csv.read(csv);
        show("What the columns are, and why", biopsies.inference());
        Dataset dataset = DatasetStore.open(out.resolve("data-store")).dataset("biopsies").keyedBy("id");
        Snapshot v1 = dataset.commit(biopsies, "first delivery");
        Snapshot v2 = dataset.commit(v1.collect().withValue(117, "mean_area", 705.6), "mistyped area of biopsy 118");
        show("What the correction changed", v1.diff(v2));

        // 3. Can it be solved? Train two models, on a split that stays the same as the data grow.
        show("Can it be solved", Feasibility.assess(problem, v2));
        show("Who trains, who judges", v2.split(problem));
        Run logistic = Training.on(v2.split(problem)).model(LinearSpec.standard()).seed(7).fit();
        Run net = Training.on(v2.split(problem)).model(NetSpec.mlp(32, 16)).seed(7).progress(progress).fit();
        show("What was trained", logistic + "\n" + net);

        // 4. Judge both on rows that they have never seen, every number with its interval.
        Evaluation first = logistic.evaluate();
        Evaluation second = net.evaluate();
        show("How good the logistic model is", first + "\n" + first.summary());
        show("How good the net is", second + "\n" + second.summary());
        show("Which is better", first.compareWith(second).words());
        first.report(out.resolve("report.html"));

        // 5. Pack one file, publish it, and point the alias that serves at it.
        ModelStore models = ModelStore.open(out.resolve("model-store")).as(Actor.of("ana"));
        Alias champion = models.publish(first.bundle()).alias("champion", "first model that beats the baseline");
        champion.bundle().writeTo(out.resolve("biopsy-triage.mlb"));
        show("Who serves", champion.bundle());

        // 6. Serve in-process: one immutable object for all threads, records in and out.
        record Triage(String diagnosis, double probability) {}
        var predictor = champion.bundle().predictor(Biopsy.class, Triage.class);
        var unseen = v2.split(problem).test();
        show("Biopsies that no model has seen", predictor.predictAll(unseen.slice(0, 3).toRecords(Biopsy.class)));
        // end::life[]
        // spotless:on
        show("What a prediction costs", Latency.of(predictor, unseen, Biopsy.class));
        show(
                "Files",
                out.resolve("report.html").toUri() + "  <- open this one in a browser\n"
                        + out.resolve("biopsy-triage.mlb") + "  the model in one file; unzip -l shows what is in it\n"
                        + out.resolve("data-store") + "  every version of the data\n"
                        + out.resolve("model-store") + "  every published model and where its aliases point");
    }

    private static void show(String title, Object value) {
        System.out.println("\n== " + title + "\n" + value);
    }
}
