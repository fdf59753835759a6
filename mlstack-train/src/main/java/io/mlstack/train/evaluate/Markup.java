package io.mlstack.train.evaluate;

import io.mlstack.api.html.Html;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * HTML and SVG that cannot forget to escape: every text and every attribute value goes through {@link Html#escape}.
 *
 * <p>Not thread-safe.
 */
final class Markup {

    private static final Set<String> VOID = Set.of("meta", "br");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn; a name without a use gets the value ""
     */
    Markup open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Html.escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        if (!VOID.contains(tag)) {
            open.push(tag);
        }
        return this;
    }

    /** Closes the innermost element. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes the innermost {@code levels} elements. */
    Markup close(int levels) {
        for (int i = 0; i < levels; i++) {
            close();
        }
        return this;
    }

    Markup text(String text) {
        out.append(Html.escape(text));
        return this;
    }

    /** An element with nothing but text in it. */
    Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** A finished plot, which escaped its own texts. */
    Markup svg(Plot plot) {
        out.append(plot.done());
        return this;
    }

    /** A style sheet that is part of this library; the only text that goes in as it is. */
    Markup style(String css) {
        out.append("<style>").append(css).append("</style>");
        return this;
    }

    /** @throws IllegalStateException if an element is still open */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    Markup doctype() {
        out.append("<!doctype html>");
        return this;
    }
}
