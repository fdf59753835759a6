package io.mlstack.api.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The disk, with a list of what was done and a say in each operation before it is done. */
class RecordingLayer implements FileLayer {

    /** Called before an operation; what it throws is what the operation throws. */
    interface Before {
        void run(String operation, Path path) throws IOException;
    }

    final List<String> done = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    Before before = (operation, path) -> {};

    private final FileLayer disk = new DiskLayer();
    private final Path root;

    RecordingLayer(Path root) {
        this.root = root;
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        log("create", file);
        return disk.create(file);
    }

    @Override
    public void force(FileChannel file) throws IOException {
        log("force", root);
        disk.force(file);
    }

    @Override
    public void link(Path name, Path existing) throws IOException {
        log("link", name);
        disk.link(name, existing);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        log("create-directory", directory);
        disk.createDirectory(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        log("force-directory", directory);
        disk.forceDirectory(directory);
    }

    @Override
    public void delete(Path file) throws IOException {
        log("delete", file);
        disk.delete(file);
    }

    @Override
    public void warn(String message, @Nullable Throwable cause) {
        warnings.add(message);
    }

    private void log(String operation, Path path) throws IOException {
        before.run(operation, path);
        String name = root.relativize(path).toString().replaceAll("[0-9]+-[0-9]+-[0-9a-f-]{36}", "S");
        done.add(name.isEmpty() ? operation : operation + " " + name);
    }
}
