package io.mlstack.serve.predict.internal.text;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A column of texts as the numbers that the model makes of it, one encoder's after the other's. Safe to share. */
public final class TextColumn {

    private final TextEncoder[] encoders;
    private final int width;

    /** Taken by the call that comes first; a call at the same time makes its own. */
    private final AtomicReference<@Nullable TextBuffer> spare = new AtomicReference<>();

    public TextColumn(List<TextEncoder> encoders) {
        this.encoders = encoders.toArray(TextEncoder[]::new);
        this.width = encoders.stream().mapToInt(TextEncoder::width).reduce(0, Math::addExact);
    }

    /** Numbers of a row; none where nothing that the model answers hangs on the text. */
    public int width() {
        return width;
    }

    /** @param text null where it is missing */
    public void encode(@Nullable CharSequence text, double[] out, int at) {
        TextBuffer kept = spare.getAndSet(null);
        TextBuffer buffer = kept == null ? new TextBuffer() : kept;
        int next = at;
        for (TextEncoder encoder : encoders) {
            encoder.encode(text, buffer, out, next);
            next += encoder.width();
        }
        if (buffer.isSmall()) {
            spare.setRelease(buffer);
        }
    }
}
