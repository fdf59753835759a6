package io.mlstack.benchmarks.open;

import io.mlstack.api.blob.Digest;
import io.mlstack.benchmarks.Pace;
import io.mlstack.benchmarks.Suite;
import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@link Bundle#open} beside the SHA-256 of the same file, read in the same run from the page cache.
 *
 * <p>The two take turns and each counts by its fastest time, because neighbours on the machine only ever add time. A file of
 * a few kilobytes is hashed in microseconds, in which nobody parses and compiles a model: for the small net the table tells
 * the time, and no bar judges its ratio.
 *
 * <p>Layouts that opening leaves for later are paid by whoever scores first: a second line tells what the first batch of a
 * freshly opened bundle takes, beside the one after it.
 */
public final class OpenSuite implements Suite {

    private static final String RATIO = "open-vs-sha256";

    /** Rows of a batch, and how many bundles are opened to time their first. */
    private static final int ROWS = 256;

    private static final int FRESH = 5;

    private static final List<Bar> BARS =
            List.of(Bar.of(RATIO, "<=1.3", "<=1.1"), Bar.of("trees-" + RATIO, "<=1.3", "<=1.1"));

    @Override
    public String name() {
        return "open";
    }

    @Override
    public String about() {
        return "opening a bundle beside hashing its file";
    }

    @Override
    public List<Bar> bars() {
        return BARS;
    }

    @Override
    public void run(Pace pace, Measurements into, PrintStream out) throws IOException {
        for (OpenModel model : OpenModel.values()) {
            Path file = Files.createTempFile("mlstack-open-", ".mlb");
            try {
                model.bundle().writeTo(file);
                double ratio = measure(model, file, pace, out);
                if (model == OpenModel.LARGE_NET) {
                    into.measured(RATIO, ratio);
                } else if (model == OpenModel.TREES) {
                    into.measured(model.key() + "-" + RATIO, ratio);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static double measure(OpenModel model, Path file, Pace pace, PrintStream out) throws IOException {
        int warmUps = 3 * pace.warmups();
        int count = 3 * pace.iterations();
        double[] hash = new double[count];
        double[] open = new double[count];
        for (int i = -warmUps; i < count; i++) {
            long start = System.nanoTime();
            hash(file);
            long hashed = System.nanoTime();
            Bundle.open(file);
            long opened = System.nanoTime();
            if (i >= 0) {
                hash[i] = (hashed - start) / 1e6;
                open[i] = (opened - hashed) / 1e6;
            }
        }
        Arrays.sort(hash);
        Arrays.sort(open);
        out.printf(
                Locale.ROOT,
                "  %-10s %,12d bytes   sha-256 %,9.3f ms (median %,.3f)   open %,9.3f ms (median %,.3f)   %.2f times%n",
                model.key(),
                Files.size(file),
                hash[0],
                hash[count / 2],
                open[0],
                open[count / 2],
                open[0] / hash[0]);
        firstBatch(file, out);
        return open[0] / hash[0];
    }

    private static void firstBatch(Path file, PrintStream out) throws IOException {
        double first = Double.MAX_VALUE;
        double next = Double.MAX_VALUE;
        for (int i = 0; i < FRESH; i++) {
            Scorer scorer = Bundle.open(file).scorer();
            Scratch scratch = scorer.scratch();
            first = Math.min(first, batch(scorer, scratch));
            next = Math.min(next, batch(scorer, scratch));
        }
        out.printf(Locale.ROOT, "  %-10s %d rows after opening %,9.3f ms, the next %,9.3f ms%n", "", ROWS, first, next);
    }

    private static double batch(Scorer scorer, Scratch scratch) {
        float[] in = new float[ROWS * scorer.inputWidth()];
        float[] answers = new float[ROWS * scorer.outputWidth()];
        long start = System.nanoTime();
        scorer.score(in, 0, ROWS, answers, 0, scratch);
        return (System.nanoTime() - start) / 1e6;
    }

    private static Digest hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.of(in);
        }
    }
}
