package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.random.KeyedRandom;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves whole objects only, and all that it was told were stored. */
class KillTest {

    @TempDir
    Path folder;

    @Test
    void killedWriterLeavesWholeObjectsOnly() throws Exception {
        for (int round = 0; round < 3; round++) {
            killOnce(round);
        }
    }

    @Tag("soak")
    @RepeatedTest(20)
    void killedWriterLeavesWholeObjectsOnlyEachTime() throws Exception {
        for (int round = 0; round < 10; round++) {
            killOnce(round);
        }
    }

    private void killOnce(int round) throws Exception {
        String prefix = "round-" + round;
        long acknowledged = 0;
        try (ChildJvm child = ChildJvm.start(Writer.class, folder, prefix)) {
            assertThat(child.readLine()).isEqualTo("stored 0");
            Thread.sleep(KeyedRandom.of(round, "kill").below(0, 150));
            child.kill();
            List<String> rest = child.readAll();
            for (String line : rest) {
                acknowledged = line.matches("stored [0-9]+") ? Long.parseLong(line.substring(7)) : acknowledged;
            }
        }
        FileBlobStore store = FileBlobStore.open(folder);
        List<BlobStat> objects = store.list(prefix + "/").toList();
        assertThat(objects).hasSizeBetween((int) acknowledged + 1, (int) acknowledged + 2);
        for (int i = 0; i < objects.size(); i++) {
            assertThat(store.read(Writer.key(prefix, i))).isEqualTo(Writer.content(i));
        }
        assertThat(store.putIfAbsent(Writer.key(prefix, objects.size()), new byte[1]))
                .isTrue();
    }

    /** Stores one object after the other until it is killed. */
    static final class Writer {
        public static void main(String[] args) {
            FileBlobStore store = FileBlobStore.open(Path.of(args[0]));
            for (int i = 0; ; i++) {
                if (!store.putIfAbsent(key(args[1], i), content(i))) {
                    throw new IllegalStateException("object " + i + " was there already");
                }
                System.out.println("stored " + i);
            }
        }

        static String key(String prefix, int i) {
            return prefix + "/" + (1_000_000 + i);
        }

        static byte[] content(int i) {
            return BlobStoreContract.noise(1_000 + 30_000 * (i % 7), i);
        }
    }
}
