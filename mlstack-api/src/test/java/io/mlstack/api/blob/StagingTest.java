package io.mlstack.api.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {

    private static final String FOREIGN = "1-1700000000000-00000000-0000-4000-8000-00000000000";

    @TempDir
    Path folder;

    @Test
    void stagedBytesBecomeAnObjectUnderAKeyChosenLast() throws IOException {
        FileBlobStore store = FileBlobStore.open(folder);
        try (StagedBlob blob = store.stage()) {
            blob.channel().write(UTF_8.encode("packed"));
            assertThat(store.list("")).isEmpty();
            assertThat(blob.publishIfAbsent("packs/" + Digest.of("packed".getBytes(UTF_8))))
                    .isTrue();
            assertThat(blob.channel().isOpen()).isFalse();
        }
        assertThat(store.list("packs/").map(BlobStat::size)).containsExactly(6L);
        assertThat(staged()).isEmpty();
    }

    @Test
    void stagedBytesAreDroppedWhenTheKeyIsTaken() throws IOException {
        FileBlobStore store = FileBlobStore.open(folder);
        store.putIfAbsent("k", "first".getBytes(UTF_8));
        try (StagedBlob blob = store.stage()) {
            blob.channel().write(UTF_8.encode("second"));
            assertThat(blob.publishIfAbsent("k")).isFalse();
        }
        assertThat(store.read("k")).asString(UTF_8).isEqualTo("first");
        assertThat(staged()).isEmpty();
    }

    @Test
    void closedStagedBytesAreDropped() throws IOException {
        FileBlobStore store = FileBlobStore.open(folder);
        StagedBlob blob = store.stage();
        assertThat(staged()).hasSize(1);
        blob.close();
        blob.close();
        assertThat(staged()).isEmpty();
        assertThatThrownBy(() -> blob.publishIfAbsent("k")).isInstanceOf(IllegalStateException.class);
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void badKeyLeavesTheStagedBytesForAnotherTry() throws IOException {
        FileBlobStore store = FileBlobStore.open(folder);
        try (StagedBlob blob = store.stage()) {
            blob.channel().write(ByteBuffer.allocate(3));
            assertThatThrownBy(() -> blob.publishIfAbsent("../k")).hasMessageContaining("\"../k\"");
            assertThat(blob.publishIfAbsent("k")).isTrue();
        }
    }

    @Test
    void leftOverOfADeadProcessIsRemovedAfterAnHour() throws IOException {
        Path old = leftOver(FOREIGN + "1.tmp", Duration.ofMinutes(61));
        Path young = leftOver(FOREIGN + "2.tmp", Duration.ofMinutes(59));
        Path stranger = leftOver("notes.txt", Duration.ofDays(9));
        FileBlobStore.open(folder).putIfAbsent("k", new byte[1]);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(stranger).exists();
    }

    @Test
    void readingRemovesNothing() throws IOException {
        Path old = leftOver(FOREIGN + "1.tmp", Duration.ofDays(1));
        FileBlobStore store = FileBlobStore.open(folder);
        assertThat(store.list("")).isEmpty();
        store.delete("k");
        assertThat(old).exists();
    }

    /** A crash between link and unlink leaves two names of one file. */
    @Test
    void removingALeftOverKeepsTheObjectItBecame() throws IOException {
        Path old = leftOver(FOREIGN + "1.tmp", Duration.ofDays(1));
        Files.createLink(folder.resolve("object"), old);
        FileBlobStore store = FileBlobStore.open(folder);
        store.putIfAbsent("k", new byte[1]);
        assertThat(old).doesNotExist();
        assertThat(store.read("object")).hasSize(7);
    }

    @Test
    void ownStagedBytesSurviveAnyAge() throws IOException {
        FileBlobStore store = FileBlobStore.open(folder);
        try (StagedBlob blob = store.stage()) {
            blob.channel().write(ByteBuffer.allocate(3));
            storeOfTheNextDay().putIfAbsent("other", new byte[1]);
            assertThat(blob.publishIfAbsent("k")).isTrue();
        }
    }

    @Test
    void fileLockedInThisProcessSurvives() throws IOException {
        Path old = leftOver(FOREIGN + "1.tmp", Duration.ofDays(1));
        try (FileChannel channel = FileChannel.open(old, StandardOpenOption.WRITE)) {
            channel.lock();
            FileBlobStore.open(folder).putIfAbsent("k", new byte[1]);
            assertThat(old).exists();
        }
    }

    @Test
    void bytesStagedByALiveProcessSurviveUntilItIsKilled() throws Exception {
        try (ChildJvm child = ChildJvm.start(StageAndWait.class, folder)) {
            assertThat(child.readLine()).isEqualTo("staged");
            storeOfTheNextDay().putIfAbsent("a", new byte[1]);
            assertThat(staged()).hasSize(1);
            child.kill();
            storeOfTheNextDay().putIfAbsent("b", new byte[1]);
            assertThat(staged()).isEmpty();
        }
    }

    /** A writer that never ends. */
    static final class StageAndWait {
        public static void main(String[] args) throws Exception {
            StagedBlob blob = FileBlobStore.open(Path.of(args[0])).stage();
            blob.channel().write(ByteBuffer.allocate(1_000));
            System.out.println("staged");
            Thread.sleep(Duration.ofMinutes(5).toMillis());
            blob.close();
        }
    }

    private FileBlobStore storeOfTheNextDay() {
        return new FileBlobStore(folder, new DiskLayer(), () -> Instant.now().plus(Duration.ofDays(1)));
    }

    private Path leftOver(String name, Duration age) throws IOException {
        Path file = Files.createDirectories(folder.resolve("staging")).resolve(name);
        Files.writeString(file, "content");
        return Files.setLastModifiedTime(
                file, FileTime.from(InstantSource.system().instant().minus(age)));
    }

    private List<Path> staged() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("staging"))) {
            return files.toList();
        }
    }
}
