package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path folder;

    // ---- images ----

    @Test
    void imagesHaveTheSizeThatImageIoGivesThem() throws IOException {
        for (String format : List.of("png", "jpeg", "gif", "bmp")) {
            for (int[] size : new int[][] {{1, 1}, {300, 2}, {17, 4000}}) {
                write("x/" + size[0] + "." + format, image(format, size[0], size[1]));
            }
        }
        Columns rows = Images.read(folder).collect();
        assertThat(rows.rows()).isEqualTo(12);
        for (int row = 0; row < rows.rows(); row++) {
            BufferedImage decoded =
                    ImageIO.read(folder.resolve(text(rows, row, "path")).toFile());
            assertThat(rows.value(row, "width")).isEqualTo(decoded.getWidth());
            assertThat(rows.value(row, "height")).isEqualTo(decoded.getHeight());
            assertThat(text(rows, row, "path")).endsWith(text(rows, row, "format"));
            assertThat((byte[]) rows.value(row, "bytes"))
                    .isEqualTo(Files.readAllBytes(folder.resolve(text(rows, row, "path"))));
        }
    }

    @Test
    void theThreeKindsOfWebpAreRead() throws IOException {
        // Headers alone, 300 x 200 pixels, after RFC 9649, sections 2.5 to 2.7.
        write("a.webp", hex("52494646 16000000 57454250 56503820 0a000000 300000 9d012a 2c01 c800"));
        write("b.webp", hex("52494646 12000000 57454250 5650384c 05000000 2f 2bc13100 00"));
        write("c.webp", hex("52494646 16000000 57454250 56503858 0a000000 00000000 2b0100 c70000"));
        Columns rows = Images.read(folder).collect();
        for (int row = 0; row < 3; row++) {
            assertThat(rows.text(row, rows.schema().indexOf("width")))
                    .as("row %d", row)
                    .isEqualTo("300");
            assertThat(rows.text(row, rows.schema().indexOf("height")))
                    .as("row %d", row)
                    .isEqualTo("200");
        }
    }

    @Test
    void labelsAreTheFoldersDirectlyBelow() throws IOException {
        write("dog/b.png", image("png", 1, 1));
        write("cat/deep/a.PNG", image("png", 1, 1));
        write("stray.png", image("png", 1, 1));
        FolderTable table = Images.read(folder);
        assertThat(table.schema().column("label").toString()).isEqualTo("label: category(cat, dog), nullable");
        assertThat(column(table, "path")).containsExactly("cat/deep/a.PNG", "dog/b.png", "stray.png");
        assertThat(column(table, "label")).containsExactly("cat", "dog", "");
    }

    @Test
    void labelsOfAFileAreMatchedByPathAndItsMistakesAreAllNamed() throws IOException {
        write("a.png", image("png", 1, 1));
        write("b.png", image("png", 1, 1));
        Path labels = folder.resolve("labels.csv");
        Files.writeString(labels, "path,label\nb.png,cat\n");
        assertThat(column(Images.folder(folder).labels(labels).read(), "label")).containsExactly("", "cat");
        Files.writeString(labels, "path,label\nb.png,cat\nc.png,dog\nb.png,dog\n");
        assertThat(problems(Images.folder(folder).labels(labels)))
                .extracting(f -> f.code() + " " + f.place())
                .containsExactly("labels.no-such-file labels.csv: row 2", "labels.duplicate labels.csv: row 3");
    }

    @Test
    void brokenImagesAreAllReportedOrSetAside() throws IOException {
        byte[] png = image("png", 40, 40);
        write("a/good.png", png);
        write("a/empty.png", new byte[0]);
        write("b/cut.png", Arrays.copyOf(png, png.length / 2));
        write("b/text.jpg", "hello".getBytes(StandardCharsets.UTF_8));
        write("c/head.gif", "GIF89a\1".getBytes(StandardCharsets.US_ASCII));
        write("c/none.bmp", hex("424d 1a000000 0000 0000 1a000000 0c000000 0000 0000 0100 1800"));
        assertThat(problems(Images.folder(folder)))
                .extracting(f -> f.code() + " " + f.place())
                .containsExactly(
                        "image.not-an-image a/empty.png",
                        "image.broken b/cut.png",
                        "image.not-an-image b/text.jpg",
                        "image.broken c/head.gif",
                        "image.broken c/none.bmp");
        FolderTable table = Images.folder(folder).quarantine().read();
        assertThat(column(table, "path")).containsExactly("a/good.png");
        assertThat(table.quarantined())
                .extracting(QuarantinedRow::text)
                .hasSize(5)
                .startsWith("a/empty.png");
        assertThat(problems(Images.folder(folder).quarantine(3)).get(0).code()).isEqualTo("image.quarantine-full");
    }

    @Test
    void everyCutOfAnImageIsReadOrRefused() throws IOException {
        for (String format : List.of("png", "jpeg", "gif", "bmp")) {
            byte[] whole = image(format, 9, 9);
            for (int length = 0; length < whole.length; length++) {
                write("x." + format, Arrays.copyOf(whole, length));
                FolderTable table = Images.folder(folder).quarantine().read();
                assertThat(table.collect().rows() + table.quarantined().size()).isEqualTo(1);
            }
            Files.delete(folder.resolve("x." + format));
        }
    }

    @Test
    void filesLargerThanTheLimitAreNotRead() throws IOException {
        write("big.png", image("png", 500, 500));
        assertThat(problems(Images.folder(folder).maxFileBytes(100)))
                .extracting(Finding::code)
                .containsExactly("image.too-large");
    }

    @Test
    void hiddenFilesLinksAndOtherKindsArePassedOver() throws IOException {
        write("a.png", image("png", 1, 1));
        write(".hidden.png", image("png", 1, 1));
        write(".git/b.png", image("png", 1, 1));
        write("notes.txt", new byte[0]);
        Files.createSymbolicLink(folder.resolve("link.png"), folder.resolve("a.png"));
        FolderTable table = Images.read(folder);
        assertThat(column(table, "path")).containsExactly("a.png");
        assertThat(table.passedOver()).isEqualTo(2);
    }

    @Test
    void linksAreFollowedWhenAskedForAndCirclesNamed() throws IOException {
        write("a/x.png", image("png", 1, 1));
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        assertThat(column(Images.folder(folder).followingLinks().read(), "path"))
                .containsExactly("a/x.png", "b/x.png");
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        assertThat(column(Images.read(folder), "path")).containsExactly("a/x.png");
        assertThat(problems(Images.folder(folder).followingLinks()))
                .extracting(Finding::code)
                .containsOnly("image.link-loop");
    }

    @Test
    void theOrderIsThatOfTheBytesOfThePaths() throws IOException {
        List<String> names =
                List.of("B.png", "a/z.png", "a.png", "a0.png", "\u00e4.png", "\uff5e.png", "\ud83d\ude00.png");
        for (String name : names) {
            write(name, image("png", 1, 1));
        }
        assertThat(column(Images.folder(folder).withoutLabels().read(), "path"))
                .containsExactly("B.png", "a.png", "a/z.png", "a0.png", "\u00e4.png", "\uff5e.png", "\ud83d\ude00.png");
    }

    @Test
    void aFileThatChangedIsRefusedAndAMissingFolderIsAnIoException() throws IOException {
        write("a.png", image("png", 1, 1));
        FolderTable table = Images.read(folder);
        write("a.png", image("png", 500, 500));
        assertThatThrownBy(table::collect)
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining("a.png");
        Files.delete(folder.resolve("a.png"));
        assertThatThrownBy(table::collect).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> Images.read(folder.resolve("no"))).isInstanceOf(NoSuchFileException.class);
    }

    // ---- texts ----

    @Test
    void textsAreReadAsTheyAreWithoutAByteOrderMark() throws IOException {
        write("pos/a.txt", "gr\u00fcn\r\n".getBytes(StandardCharsets.UTF_8));
        write("neg/b.txt", "\uFEFFx".getBytes(StandardCharsets.UTF_8));
        write("neg/c.md", "y".getBytes(StandardCharsets.UTF_8));
        write("neg/empty.txt", new byte[0]);
        FolderTable table = Texts.read(folder);
        assertThat(column(table, "path")).containsExactly("neg/b.txt", "neg/empty.txt", "pos/a.txt");
        assertThat(column(table, "text")).containsExactly("x", "", "gr\u00fcn\r\n");
        assertThat(column(table, "label")).containsExactly("neg", "neg", "pos");
        assertThat(Texts.folder(folder).extensions("MD").read().rowCount()).hasValue(1);
    }

    @Test
    void textsThatAreNoUtf8AreNamedWithByteAndLine() throws IOException {
        write("a.txt", "x\ngr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(Texts.folder(folder)))
                .extracting(Finding::toString)
                .containsExactly("a.txt: bytes FC at byte 5, in line 2, are no UTF-8 text; convert the file to UTF-8");
    }

    @Test
    void manyFilesComeInBlocks() throws IOException {
        for (int i = 0; i < 1500; i++) {
            write("f" + (10_000 + i) + ".txt", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
        }
        int blocks = 0;
        int rows = 0;
        try (Blocks all = Texts.folder(folder).withoutLabels().read().blocks()) {
            for (Columns block = all.next(); block != null; block = all.next()) {
                for (int row = 0; row < block.rows(); row++) {
                    assertThat(block.text(row, 1)).isEqualTo(Integer.toString(rows++));
                }
                blocks++;
            }
        }
        assertThat(blocks).isEqualTo(2);
        assertThat(rows).isEqualTo(1500);
    }

    private static List<Finding> problems(FolderSettings<?> settings) {
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, settings::read);
        assertThat(all).as("problems").isNotNull();
        return all.findings();
    }

    private static List<String> column(FolderTable table, String name) {
        Columns rows = table.collect();
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> text(rows, row, name))
                .toList();
    }

    private static String text(Columns rows, int row, String name) {
        return Objects.requireNonNullElse(rows.text(row, rows.schema().indexOf(name)), "");
    }

    private static byte[] image(String format, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out))
                .isTrue();
        return out.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
