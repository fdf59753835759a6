package io.mlstack.data.read;

import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The codecs of the library, and those for which it would ask Hadoop. */
final class ParquetCodecs implements CompressionCodecFactory {

    private static final int PAGE = 1 << 16;

    private final CodecFactory library = new CodecFactory(new PlainParquetConfiguration(), PAGE);

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return library.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED, SNAPPY, ZSTD, LZ4_RAW -> library.getDecompressor(codec);
            case GZIP -> new Whole(ParquetCodecs::gunzip);
            case LZ4 -> new Whole(ParquetCodecs::lz4);
            case LZO, BROTLI ->
                throw new UnsupportedOperationException(
                        "pages compressed with " + codec + " cannot be read; write the file with zstd or snappy");
        };
    }

    @Override
    public void release() {
        library.release();
    }

    private interface Decoder {
        byte[] decode(byte[] compressed, int size) throws IOException;
    }

    private static byte[] gunzip(byte[] compressed, int size) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return in.readNBytes(size);
        }
    }

    /** Hadoop's frames: the length of some blocks, then each block with its own, all big-endian. */
    private static byte[] lz4(byte[] compressed, int size) {
        ByteBuffer in = ByteBuffer.wrap(compressed);
        byte[] out = new byte[size];
        int at = 0;
        Lz4Decompressor decompressor = new Lz4Decompressor();
        while (at < size) {
            int frame = Math.addExact(at, in.getInt());
            while (at < frame) {
                int length = in.getInt();
                at += decompressor.decompress(compressed, in.position(), length, out, at, size - at);
                in.position(in.position() + length);
            }
        }
        return out;
    }

    private record Whole(Decoder decoder) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(whole(bytes.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer in, int inSize, ByteBuffer out, int size) throws IOException {
            byte[] compressed = new byte[inSize];
            in.get(compressed);
            out.put(whole(compressed, size));
        }

        private byte[] whole(byte[] compressed, int size) throws IOException {
            byte[] bytes = decoder.decode(compressed, size);
            if (bytes.length != size) {
                throw new IOException("a page has " + bytes.length + " bytes where its header says " + size);
            }
            return bytes;
        }

        @Override
        public void release() {}
    }
}
