package io.mlstack.train.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * An evaluation as one HTML file: no script, no link, no font or image from elsewhere, so it opens offline and passes a
 * strict content security policy but for its inline style.
 *
 * <p>The upper part is for whoever owns the product: the verdict in words, the limits, the baselines, one honest sentence on
 * uncertainty. Below follow metrics, curves, mistakes and provenance. It holds aggregates and at most a few hundred points a
 * curve, so a million rows take less than a megabyte. Immutable and thread-safe.
 */
public final class Report {

    private final Evaluation evaluation;

    Report(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The whole page. */
    public String html() {
        return new ReportPage(evaluation).html();
    }

    /**
     * Writes the page: beside its name first, then moved into place, so that nobody reads half of it.
     *
     * @throws IOException if that fails; an older file of that name is then untouched
     */
    public void writeTo(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        // Not a temporary file of the JDK: that one only its owner may read, and a report is made to be handed on.
        Path staged = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.writeString(staged, html(), StandardCharsets.UTF_8);
            Files.move(staged, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    @Override
    public String toString() {
        return "report on " + evaluation;
    }
}
