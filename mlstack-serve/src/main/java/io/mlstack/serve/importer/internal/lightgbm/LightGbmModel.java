package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.importer.UnsupportedModelException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model as LightGBM's text says it. Immutable.
 *
 * @param source what the text is called in findings
 * @param version {@code v3} or {@code v4}
 * @param features numbers of a row, in order
 * @param trees in float64; one output for each tree of an iteration
 * @param parameters what the model was trained with, by LightGBM's names; empty where the file does not say
 * @param categories of each category column of the data frame it was trained on, the categories by code
 */
public record LightGbmModel(
        String source,
        String version,
        LightGbmObjective objective,
        List<LightGbmFeature> features,
        Trees trees,
        Map<String, String> parameters,
        List<List<String>> categories) {

    /** A model; lists and maps are kept as they are. */
    public LightGbmModel {
        features = List.copyOf(features);
    }

    /**
     * Reads a model text to the end of the stream, in memory that follows the model.
     *
     * @param source what to call it in findings
     * @throws UnsupportedModelException if it is no text of LightGBM, was cut off, or has a part that is not supported
     * @throws IOException if the stream fails
     */
    public static LightGbmModel read(InputStream in, String source) throws IOException {
        TextLines lines = new TextLines(in, source);
        LightGbmHeader header = LightGbmHeader.read(lines, source);
        Trees trees = trees(lines, header, source);
        LightGbmFooter footer = LightGbmFooter.read(lines, source);
        return new LightGbmModel(
                source,
                header.version(),
                header.objective(),
                header.features(),
                trees,
                footer.parameters(),
                footer.categories());
    }

    private static Trees trees(TextLines lines, LightGbmHeader header, String source) throws IOException {
        int features = header.features().size();
        TreesBuilder builder = Trees.builder(Tensor.Type.F64, features, header.outputs());
        if (header.average()) {
            builder.average();
        }
        Growing growing = new Growing(features, header.outputs(), builder);
        while (lines.startsWith("Tree=")) {
            growing.add(TreeBlock.read(lines));
            skipBlanks(lines);
        }
        ended(lines, header, growing.read, source);
        growing.rest();
        return builder.build();
    }

    /** Trees on their way; the first one with splits tells whether training rows are counted, so the others wait for it. */
    private static final class Growing {

        private final int features;
        private final int outputs;
        private final TreesBuilder builder;
        private final List<TreeBlock> waiting = new ArrayList<>();
        private int read;
        private int grown;
        private boolean counts;
        private boolean known;

        Growing(int features, int outputs, TreesBuilder builder) {
            this.features = features;
            this.outputs = outputs;
            this.builder = builder;
        }

        void add(TreeBlock tree) {
            waiting.add(tree);
            read++;
            if (tree.leaves() > 1 && !known) {
                known = true;
                counts = tree.hasCounts();
            }
            if (tree.leaves() > 1 && counts != tree.hasCounts()) {
                throw TreeBlock.refused(
                        tree.place(),
                        counts
                                ? "does not count training rows, other trees do"
                                : "counts training rows, other trees do not",
                        "save the model again with LightGBM");
            }
            if (known) {
                grow();
            }
        }

        /** At the end: trees that still wait have no splits. */
        void rest() {
            counts |= !known;
            grow();
        }

        private void grow() {
            for (TreeBlock tree : waiting) {
                new TreeGrower(tree, features, builder, counts).grow(grown % outputs);
                grown++;
            }
            waiting.clear();
        }
    }

    private static void skipBlanks(TextLines lines) throws IOException {
        while (lines.isBlank() && lines.next()) {
            // Two blank lines stand between trees.
        }
    }

    private static void ended(TextLines lines, LightGbmHeader header, int read, String source) {
        Findings findings = Findings.collect();
        if (!lines.startsWith("end of trees")) {
            findings.add(new Finding(
                    "lightgbm.cut-off",
                    lines.place(),
                    "\"" + LightGbmHeader.shown(lines.text()) + "\" stands where a tree or \"end of trees\" belongs",
                    "copy the model again, it may be cut off"));
        }
        if (header.trees() >= 0 && header.trees() != read) {
            findings.add(
                    "lightgbm.cut-off",
                    source,
                    "has " + read + " trees, its tree_sizes say " + header.trees(),
                    "copy the model again, it may be cut off");
        }
        if (read == 0 || read % header.outputs() != 0) {
            findings.add(
                    "lightgbm.trees",
                    source,
                    "has " + read + " trees, " + header.outputs() + " make an iteration",
                    "give a model of one iteration or more");
        }
        findings.throwIfAny(UnsupportedModelException::new);
    }
}
