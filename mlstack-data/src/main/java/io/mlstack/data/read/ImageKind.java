package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** Images, as far as their headers tell. */
final class ImageKind implements FileKind {

    @Override
    public String name() {
        return "image";
    }

    @Override
    public Set<String> extensions() {
        return Set.of("bmp", "gif", "jpeg", "jpg", "jpe", "png", "webp");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.of("width", ColumnType.INT32).describedAs("pixels"),
                Column.of("height", ColumnType.INT32).describedAs("pixels"),
                Column.of("format", ColumnType.category(ImageHeader.FORMATS)),
                Column.of("bytes", ColumnType.BLOB).describedAs("the file as it is"));
    }

    @Override
    public void check(FolderFile file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file.file())) {
            ImageHeader.read(new FileBytes(channel));
        }
    }

    @Override
    public void append(byte[] bytes, List<ColumnBuilder> columns) throws IOException {
        ImageHeader header = ImageHeader.read(new ArrayBytes(bytes));
        columns.get(0).appendLong(header.width());
        columns.get(1).appendLong(header.height());
        columns.get(2).appendText(header.format());
        columns.get(3).appendBytes(bytes, 0, bytes.length);
    }

    private record ArrayBytes(byte[] bytes) implements ImageHeader.Bytes {
        @Override
        public int at(long position) {
            return position < bytes.length ? bytes[(int) position] & 0xFF : -1;
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }

    /** Bytes of a file, read a little around the place that is asked for. */
    private static final class FileBytes implements ImageHeader.Bytes {
        private final SeekableByteChannel channel;
        private final ByteBuffer window = ByteBuffer.allocate(4096).limit(0);
        private long start;

        FileBytes(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int at(long position) throws IOException {
            if (position < start || position >= start + window.limit()) {
                start = position;
                channel.position(position);
                window.clear();
                while (window.hasRemaining() && channel.read(window) > 0) {
                    // until the window is full or the file ends
                }
                window.flip();
            }
            return position < start + window.limit() ? window.get((int) (position - start)) & 0xFF : -1;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }
    }
}
