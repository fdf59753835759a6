package io.mlstack.data.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON Lines as rows of cells: one object a row, one column a key, in the order in which keys are first seen. */
record JsonFormat(Source source, JsonOptions json, ReadOptions options, JsonFactory factory) implements RowFormat {

    static JsonFormat of(Source source, JsonOptions json, ReadOptions options) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(json.maxDepth())
                .maxStringLength(json.maxLineBytes())
                .build();
        return new JsonFormat(
                source,
                json,
                options,
                JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                        .build());
    }

    @Override
    public RowPass discover() throws IOException {
        Optional<Schema> schema = options.schema();
        List<Field> fields = new ArrayList<>();
        schema.ifPresent(declared -> declared.forEach(
                column -> fields.add(new Field(fields.size(), column, Optional.of(column.type()), true))));
        return new JsonPass(this, feed(), fields, schema.isEmpty());
    }

    @Override
    public RowPass open(List<Field> fields) throws IOException {
        return new JsonPass(this, feed(), fields, false);
    }

    @Override
    public List<String> texts(List<RawLines.Range> ranges) throws IOException {
        return RawLines.read(source, StandardCharsets.UTF_8, ranges);
    }

    private JsonFeed feed() throws IOException {
        SourceBytes bytes = SourceBytes.open(source, options.progress());
        try {
            PushbackInputStream marked = Bom.over(bytes);
            Charset charset = Bom.skip(marked, StandardCharsets.UTF_8);
            if (!charset.equals(StandardCharsets.UTF_8)) {
                throw new InvalidInputException(new Finding(
                        source.code("charset"),
                        source.line(1),
                        "its byte order mark says " + charset.name(),
                        "convert the file to UTF-8, as RFC 8259, section 8.1, asks for"));
            }
            return new JsonFeed(marked, bytes, source, json.maxLineBytes());
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }
}
