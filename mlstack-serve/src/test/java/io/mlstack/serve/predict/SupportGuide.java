package io.mlstack.serve.predict;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.LinkFunction;
import io.mlstack.api.model.TermNorm;
import io.mlstack.api.model.TermWeight;
import io.mlstack.api.model.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The guide "What the predictor supports", written from the code: nothing stands in it that was not compiled or bound while
 * it was made. Whoever adds something that users can bring adds a {@link Section}.
 */
final class SupportGuide {

    /** A chapter of the guide. */
    interface Section {

        String title();

        /** Markdown without the title, ending in a line break. */
        String text();
    }

    record Chapter(String title, String text) implements Section {}

    private SupportGuide() {}

    /** All chapters, in order. */
    static List<Section> sections() {
        return List.of(
                new Chapter("Nodes of a model graph", GuideNodes.table()),
                new Chapter("Activations of nets", words(Activation.values())),
                new Chapter("Link functions", words(LinkFunction.values())),
                new Chapter("Texts", texts()),
                new Chapter("Columns that come in", GuideColumns.table()));
    }

    static String markdown() {
        StringBuilder guide = new StringBuilder("""
                # What the predictor supports

                Written by `SupportGuideTest` from the code; do not edit. What is not in this list is refused by name
                when a graph is built, read or imported, never scored wrongly.
                """);
        sections()
                .forEach(section -> guide.append("\n## ")
                        .append(section.title())
                        .append("\n\n")
                        .append(section.text()));
        return guide.toString();
    }

    private static String texts() {
        return "A text is cut into terms (`Tokens`) of "
                + words(Tokens.Unit.values()).strip()
                + "\nA term weighs " + words(TermWeight.values()).strip()
                + "\nThe features of a text are divided by "
                + words(TermNorm.values()).strip()
                + "\nCharacters are those of Unicode 13 on every JDK; scikit-learn's `CountVectorizer`,"
                + " `TfidfVectorizer`\nand `HashingVectorizer` are held to by tests, to 1e-15.\n";
    }

    private static String words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(constant -> "`" + constant + "`").collect(Collectors.joining(", ")) + ".\n";
    }
}
