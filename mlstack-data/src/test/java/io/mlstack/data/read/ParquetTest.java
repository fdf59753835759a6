package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.airlift.compress.lz4.Lz4Compressor;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {

    @TempDir
    Path folder;

    @Property(tries = 20)
    void whatWasWrittenIsReadBackEqual(@ForAll("tables") Columns table) throws IOException {
        Path file = Files.createTempFile("written", ".parquet");
        try {
            assertThat(Parquet.write(table, file)).isEqualTo(table.rows());
            assertThat(Parquet.read(file).rowCount()).hasValue(table.rows());
            RandomTables.assertEqual(Parquet.read(file), table);
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<Columns> tables() {
        return RandomTables.of(List.of(
                ColumnType.BOOLEAN,
                ColumnType.INT32,
                ColumnType.INT64,
                ColumnType.FLOAT32,
                ColumnType.FLOAT64,
                ColumnType.decimal(9, 3),
                ColumnType.decimal(18, 0),
                ColumnType.TEXT,
                ColumnType.category("", "x,y", "z"),
                ColumnType.DATE,
                ColumnType.TIMESTAMP,
                ColumnType.vector(2),
                ColumnType.tensor(2, 1, 2),
                ColumnType.BLOB,
                ColumnType.JSON,
                ColumnType.listOf(ColumnType.FLOAT64),
                ColumnType.listOf(ColumnType.TEXT),
                ColumnType.listOf(ColumnType.decimal(4, 1)),
                ColumnType.listOf(ColumnType.category("a", "b"))));
    }

    @Test
    void descriptionsAndMarksOfColumnsComeBack() throws IOException {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64).describedAs("number"),
                Column.of("mail", ColumnType.TEXT).asNullable().asPersonal());
        Path file = folder.resolve("a.parquet");
        Parquet.write(Columns.builder(schema).row(1L, null).build(), file);
        assertThat(Parquet.read(file).schema()).isEqualTo(schema);
    }

    @Test
    void aLargeTableComesInBlocksAndMoreThanOnce() throws IOException {
        Schema schema = Schema.of(Column.of("n", ColumnType.INT64), Column.of("v", ColumnType.vector(3)));
        Columns.Builder builder = Columns.builder(schema);
        for (int i = 0; i < 20_000; i++) {
            builder.row((long) i, new float[] {i, -i, 0.5f});
        }
        Columns table = builder.build();
        Path file = folder.resolve("a.parquet");
        Parquet.write(table, file);
        ParquetTable read = Parquet.read(file);
        List<Integer> sizes = new ArrayList<>();
        try (Blocks blocks = read.blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                sizes.add(block.rows());
            }
        }
        assertThat(sizes).containsExactly(8192, 8192, 3616);
        assertThat(read.collect()).isEqualTo(table);
    }

    @Test
    void filesOfOthersAreReadInEveryCodec() throws IOException {
        for (CompressionCodecName codec : List.of(
                CompressionCodecName.UNCOMPRESSED,
                CompressionCodecName.SNAPPY,
                CompressionCodecName.ZSTD,
                CompressionCodecName.LZ4_RAW)) {
            Path file = foreign("message m { required int32 a; }", codec, out -> out.addInteger(7));
            assertThat(Parquet.read(file).collect().value(0, "a"))
                    .as("%s", codec)
                    .isEqualTo(7);
        }
    }

    @Test
    void gzipAndBothFramingsOfLz4AreReadWithoutHadoop() throws IOException {
        for (CompressionCodecName codec : List.of(CompressionCodecName.GZIP, CompressionCodecName.LZ4)) {
            Path file = foreign(
                    "message m { required binary a (STRING); }",
                    codec,
                    out -> out.addBinary(Binary.fromString("x".repeat(5_000))));
            assertThat(Parquet.read(file).collect().value(0, "a"))
                    .as("%s", codec)
                    .isEqualTo("x".repeat(5_000));
        }
    }

    @Test
    void typesOfOthersAreWhatTheyMean() throws IOException {
        assertThat(one("required int32 a (UINT_32)", out -> out.addInteger(-1))).isEqualTo(4294967295L);
        assertThat(one("required int32 a (UINT_8)", out -> out.addInteger(200))).isEqualTo(200);
        assertThat(one("required int64 a (TIMESTAMP(MILLIS,true))", out -> out.addLong(-1)))
                .hasToString("1969-12-31T23:59:59.999Z");
        assertThat(one("required int64 a (TIMESTAMP(NANOS,true))", out -> out.addLong(5_000)))
                .hasToString("1970-01-01T00:00:00.000005Z");
        assertThat(one("required int64 a (TIMESTAMP(MICROS,false))", out -> out.addLong(-1)))
                .isEqualTo("1969-12-31T23:59:59.999999");
        assertThat(one("required binary a (ENUM)", out -> out.addBinary(Binary.fromString("x"))))
                .isEqualTo("x");
        assertThat(one("required binary a (DECIMAL(5,2))", out -> out.addBinary(bytes(0xFF, 0x85))))
                .hasToString("-1.23");
        assertThat(one("required fixed_len_byte_array(16) a (UUID)", out -> out.addBinary(bytes(new int[16]))))
                .isEqualTo("00000000-0000-0000-0000-000000000000");
        // 2440589 is the Julian day of 1970-01-02; 1000 ns behind midnight.
        assertThat(one("required int96 a", out -> out.addBinary(bytes(0xE8, 3, 0, 0, 0, 0, 0, 0, 0x8D, 0x3D, 0x25, 0))))
                .hasToString("1970-01-02T00:00:00.000001Z");
        assertThat(one("required group a (LIST) { repeated int32 array; }", out -> {
                    out.startGroup();
                    out.startField("array", 0);
                    out.addInteger(1);
                    out.addInteger(2);
                    out.endField("array", 0);
                    out.endGroup();
                }))
                .isEqualTo(List.of(1, 2));
    }

    @Test
    void columnsThatCannotBeReadAreAllRefusedByName() throws IOException {
        Path file = foreign(
                "message m { optional group s { required int32 x; } optional int32 t (TIME(MILLIS,true));"
                        + " optional fixed_len_byte_array(12) i (INTERVAL); optional int64 u (UINT_64); repeated int32 r;"
                        + " optional fixed_len_byte_array(16) d (DECIMAL(38,2)); required int32 fine; }",
                CompressionCodecName.UNCOMPRESSED,
                null);
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, () -> Parquet.read(file));
        assertThat(all.findings())
                .extracting(f -> f.place().replaceFirst(".*: column ", ""))
                .containsExactly("s", "t", "i", "u", "r", "d");
    }

    @Test
    void valuesThatDoNotFitAreReportedWithTheirRows() throws IOException {
        Path text = foreign(
                "message m { required binary a (STRING); }",
                CompressionCodecName.UNCOMPRESSED,
                out -> out.addBinary(bytes(0xFF)));
        assertThat(problems(text)).extracting(Finding::message).containsExactly("a text is no UTF-8");
        Path nanos = foreign(
                "message m { required int64 a (TIMESTAMP(NANOS,true)); }",
                CompressionCodecName.UNCOMPRESSED,
                out -> out.addLong(1));
        assertThat(problems(nanos)).extracting(Finding::place).containsExactly("foreign.parquet: row 0, column a");
    }

    @Test
    void everyFlippedByteIsAnErrorOrHarmless() throws IOException {
        Path file = folder.resolve("a.parquet");
        Parquet.write(Samples.iris(), file);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : bytes);
            try {
                Parquet.file(file).timeLimit(Duration.ofSeconds(10)).read().collect();
            } catch (MlstackException refused) {
                assertThat(refused.findings()).isNotEmpty();
            }
        }
    }

    @Test
    void aMissingFileIsAnIoExceptionAndNestedListsAreNotWritten() throws IOException {
        assertThatThrownBy(() -> Parquet.read(folder.resolve("no.parquet"))).isInstanceOf(NoSuchFileException.class);
        Schema schema = Schema.of(
                Column.of("l", ColumnType.listOf(ColumnType.listOf(ColumnType.INT32))),
                Column.of("v", ColumnType.listOf(ColumnType.vector(2))));
        assertThatThrownBy(() -> Parquet.write(Columns.builder(schema).build(), folder.resolve("x.parquet")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column l")
                .hasMessageContaining("column v");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aBlockThatTakesTooLongIsGivenUp() throws IOException {
        Path file = folder.resolve("a.parquet");
        Parquet.write(Samples.iris(), file);
        assertThatThrownBy(
                        () -> Parquet.file(file).timeLimit(Duration.ofNanos(1)).read())
                .isInstanceOf(MlstackException.class)
                .hasMessageContaining("takes longer than");
    }

    @Test
    void withoutTheLibraryItsArtifactsAreNamed() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("parquet") && !entry.contains("slf4j")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader without = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            Class<?> parquet = without.loadClass(Parquet.class.getName());
            assertThatThrownBy(() -> parquet.getMethod("read", Path.class).invoke(null, folder.resolve("a.parquet")))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("blue.strategic.parquet:parquet-floor")
                    .hasMessageContaining("org.slf4j:slf4j-api");
        }
    }

    private interface Value {
        void to(RecordConsumer out);
    }

    private Object one(String field, Value value) throws IOException {
        Path file = foreign(
                "message m { " + field + (field.endsWith("}") ? " }" : "; }"),
                CompressionCodecName.UNCOMPRESSED,
                value);
        return Parquet.read(file).collect().value(0, "a");
    }

    private List<Finding> problems(Path file) throws IOException {
        ParquetTable table = Parquet.read(file);
        return catchThrowableOfType(InvalidInputException.class, table::collect).findings();
    }

    private static Binary bytes(int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) bytes[i];
        }
        return Binary.fromConstantByteArray(all);
    }

    /** A file that mlstack did not write, with one row of one field {@code a}, or none. */
    private Path foreign(String message, CompressionCodecName codec, Value value) throws IOException {
        Path file = folder.resolve("foreign.parquet");
        Files.deleteIfExists(file);
        MessageType type = MessageTypeParser.parseMessageType(message);
        try (ParquetWriter<Value> writer = new ForeignBuilder(new LocalOutputFile(file), type)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(codec)
                .withCodecFactory(new HadoopCodecs())
                .build()) {
            for (Value one : Stream.ofNullable(value).toList()) {
                writer.write(one);
            }
        }
        return file;
    }

    /** Compresses as Hadoop does where the library would ask for it. */
    private static final class HadoopCodecs implements CompressionCodecFactory {
        private final CodecFactory library = new CodecFactory(new PlainParquetConfiguration(), 1 << 16);

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return switch (codec) {
                case GZIP -> new Hadoop(codec, HadoopCodecs::gzip);
                case LZ4 -> new Hadoop(codec, HadoopCodecs::lz4);
                default -> library.getCompressor(codec);
            };
        }

        private static byte[] gzip(byte[] bytes) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        /** Two blocks in one frame. */
        private static byte[] lz4(byte[] bytes) {
            Lz4Compressor compressor = new Lz4Compressor();
            ByteBuffer out = ByteBuffer.allocate(64 + 2 * compressor.maxCompressedLength(bytes.length));
            out.putInt(bytes.length);
            int half = bytes.length / 2;
            for (int[] part : new int[][] {{0, half}, {half, bytes.length - half}}) {
                byte[] block = new byte[compressor.maxCompressedLength(part[1])];
                int length = compressor.compress(bytes, part[0], part[1], block, 0, block.length);
                out.putInt(length).put(block, 0, length);
            }
            return Arrays.copyOf(out.array(), out.position());
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return library.getDecompressor(codec);
        }

        @Override
        public void release() {
            library.release();
        }

        private record Hadoop(CompressionCodecName getCodecName, UnaryOperator<byte[]> compressor)
                implements BytesInputCompressor {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return BytesInput.from(compressor.apply(bytes.toInputStream().readAllBytes()));
            }

            @Override
            public void release() {}
        }
    }

    private static final class ForeignBuilder extends ParquetWriter.Builder<Value, ForeignBuilder> {
        private final MessageType type;

        ForeignBuilder(LocalOutputFile file, MessageType type) {
            super(file);
            this.type = type;
        }

        @Override
        protected ForeignBuilder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // and abstract
        protected WriteSupport<Value> getWriteSupport(Configuration conf) {
            return new Foreign(type);
        }

        @Override
        protected WriteSupport<Value> getWriteSupport(ParquetConfiguration conf) {
            return new Foreign(type);
        }
    }

    private static final class Foreign extends WriteSupport<Value> {
        private final MessageType type;
        private RecordConsumer out;

        Foreign(MessageType type) {
            this.type = type;
        }

        @Override
        @SuppressWarnings("deprecation") // and abstract
        public WriteContext init(Configuration conf) {
            return new WriteContext(type, java.util.Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration conf) {
            return new WriteContext(type, java.util.Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(Value value) {
            out.startMessage();
            out.startField("a", 0);
            value.to(out);
            out.endField("a", 0);
            out.endMessage();
        }
    }
}
