package io.mlstack.serve.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles in transport. */
class GzippedBundleTest {

    private static final Bundle BUNDLE = PetModel.bundle(.5);

    @Test
    void aCompressedFileIsReadLikeAnyOther(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pets.mlb.gz");
        BUNDLE.writeGzip(file);
        Bundle read = Bundle.open(file);

        assertThat(Files.size(file)).isLessThan(BUNDLE.size());
        assertThat(read).isEqualTo(BUNDLE);
        assertThat(read.toBytes()).isEqualTo(BUNDLE.toBytes());
        assertThat(Bundle.read(Files.newInputStream(file))).isEqualTo(BUNDLE);
        assertThat(Bundle.read(Files.readAllBytes(file), "x")).isEqualTo(BUNDLE);
    }

    @Test
    void theHeaderHasNeitherTimeNorSystem() throws IOException {
        assertThat(gzip()).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
        assertThat(gzip()).isEqualTo(gzip());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip()))) {
            assertThat(in.readAllBytes()).isEqualTo(BUNDLE.toBytes());
        }
    }

    @Test
    void whatOtherToolsCompressedIsRead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(BUNDLE.toBytes());
        }
        assertThat(Bundle.read(out.toByteArray(), "x")).isEqualTo(BUNDLE);

        byte[] named = insert(out.toByteArray(), 10, "pets.mlb\0a comment\0".getBytes("UTF-8"));
        named[3] = 8 | 16;
        assertThat(Bundle.read(named, "x")).isEqualTo(BUNDLE);
    }

    @Test
    void everyFlippedBitThatMattersAndEveryTruncationIsFound() throws IOException {
        byte[] bytes = gzip();
        for (int i = 10; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            // Deflate leaves bits unused; whatever passes must be the bundle.
            assertThat(readOrNull(flipped)).as("byte %d", i).isIn(null, BUNDLE);
        }
        for (int length = 0; length < bytes.length; length += 5) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Bundle.read(cut, "x")).isInstanceOf(BundleRejectedException.class);
        }
    }

    @Test
    void nothingMayFollow() throws IOException {
        byte[] bytes = gzip();

        assertThatThrownBy(() -> Bundle.read(Arrays.copyOf(bytes, bytes.length + 1), "x"))
                .hasMessageContaining("something follows");
        assertThatThrownBy(() -> Bundle.read(insert(bytes, bytes.length, bytes), "x"))
                .hasMessageContaining("something follows");
    }

    @Test
    void aBombIsRefusedBeforeItFillsTheMemory() {
        byte[] bomb = bomb(400 << 20);
        long before = Allocation.ofThisThread();
        assertThatThrownBy(() -> Bundle.read(bomb, "bomb.mlb.gz"))
                .isInstanceOf(BundleRejectedException.class)
                .hasMessageContainingAll("bomb.mlb.gz", "become more than");

        // 100 times its 400 KB, in an array that doubles: 64 + 32 + 16 and so on.
        assertThat(Allocation.ofThisThread() - before).isLessThan(160 << 20);
    }

    private static @Nullable Bundle readOrNull(byte[] bytes) {
        try {
            return Bundle.read(bytes, "x");
        } catch (BundleRejectedException e) {
            return null;
        }
    }

    private static byte[] bomb(int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < size >> 20; i++) {
                gzip.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Contents contents = Contents.of(java.util.Map.of()).without(Contents.WEIGHTS);
        for (var entry : BundleFiles.entries(BUNDLE.toBytes()).entrySet()) {
            contents = contents.with(entry.getKey(), entry.getValue());
        }
        Gzip.write(contents, Channels.newChannel(out));
        return out.toByteArray();
    }

    private static byte[] insert(byte[] bytes, int at, byte[] more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }
}
