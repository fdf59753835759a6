package io.mlstack.data.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** The text of some rows exactly as it stands in the file, quotes and line breaks included. */
final class RawLines {

    /**
     * Lines {@code from} to {@code to - 1} of a file, counted from 1.
     *
     * @param to where the next row starts; {@link Long#MAX_VALUE} for the last one
     */
    record Range(long from, long to) {}

    private RawLines() {}

    /** The texts of {@code ranges}, which rise and do not overlap. */
    static List<String> read(Source source, Charset charset, List<Range> ranges) throws IOException {
        List<String> texts = new ArrayList<>();
        PushbackInputStream marked = Bom.over(source.open());
        try (Reader in = new BufferedReader(new InputStreamReader(marked, Bom.skip(marked, charset)))) {
            StringBuilder text = new StringBuilder();
            long line = 1;
            boolean afterReturn = false;
            for (int c = in.read(); c >= 0 && texts.size() < ranges.size(); c = in.read()) {
                boolean isSecondOfPair = afterReturn && c == '\n';
                line += afterReturn && !isSecondOfPair ? 1 : 0;
                Range range = ranges.get(texts.size());
                if (line >= range.to()) {
                    texts.add(withoutLastBreak(text));
                    text.setLength(0);
                }
                if (texts.size() < ranges.size()
                        && line >= ranges.get(texts.size()).from()) {
                    text.append((char) c);
                }
                line += c == '\n' ? 1 : 0;
                afterReturn = c == '\r';
            }
            if (texts.size() < ranges.size()) {
                texts.add(withoutLastBreak(text));
            }
        }
        return texts;
    }

    private static String withoutLastBreak(StringBuilder text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
