package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Texts in UTF-8. */
record TextKind(Set<String> extensions) implements FileKind {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("text", ColumnType.TEXT));
    }

    @Override
    public void check(FolderFile file) throws IOException {
        check(Files.readAllBytes(file.file()));
    }

    @Override
    public void append(byte[] bytes, List<ColumnBuilder> columns) throws IOException {
        check(bytes);
        int mark =
                bytes.length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF
                        ? 3
                        : 0;
        columns.get(0).appendBytes(bytes, mark, bytes.length - mark);
    }

    private static void check(byte[] bytes) throws BrokenFileException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            int at = in.position();
            throw new BrokenFileException(
                    "charset",
                    "bytes "
                            + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, at, at + result.length())
                            + " at byte " + (at + 1) + ", in line " + line(bytes, at) + ", are no UTF-8 text",
                    "convert the file to UTF-8");
        }
    }

    private static int line(byte[] bytes, int end) {
        int line = 1;
        for (int i = 0; i < end; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
