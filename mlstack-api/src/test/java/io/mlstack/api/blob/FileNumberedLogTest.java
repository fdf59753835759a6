package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNumberedLogTest extends NumberedLogContract {

    @TempDir
    Path folder;

    @Override
    protected BlobStore openStore() {
        return FileBlobStore.open(folder);
    }

    @Test
    void twoProcessesOfTwoThreadsMakeOneDenseHistory() throws Exception {
        appendFromProcesses(2, 2, 15);
    }

    @Tag("soak")
    @Test
    void fourProcessesOfFourThreadsMakeOneDenseHistory() throws Exception {
        appendFromProcesses(4, 4, 500);
    }

    private void appendFromProcesses(int processes, int threads, int each) throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int p = 0; p < processes; p++) {
            children.add(ChildJvm.start(Appender.class, folder, "process-" + p, threads, each));
        }
        for (ChildJvm child : children) {
            assertThat(child.readAll()).isEmpty();
            assertThat(child.exitValue()).isZero();
            child.close();
        }
        assertDenseHistory(NumberedLog.of(openStore(), "history"), processes * threads, each);
    }

    /** Appends from some threads. */
    static final class Appender {
        public static void main(String[] args) throws Exception {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < Integer.parseInt(args[2]); t++) {
                NumberedLog log = NumberedLog.of(FileBlobStore.open(Path.of(args[0])), "history");
                String name = args[1] + "-thread-" + t;
                threads.add(new Thread(() -> appendAll(log, name, Integer.parseInt(args[3]))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
