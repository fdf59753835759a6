package io.mlstack.api.blob;

import java.nio.channels.FileChannel;

/** A staged file that its user fills. */
final class FileStagedBlob implements StagedBlob {

    private final FileBlobStore store;
    private final StagedFile file;
    private boolean spent;

    FileStagedBlob(FileBlobStore store, StagedFile file) {
        this.store = store;
        this.file = file;
    }

    @Override
    public FileChannel channel() {
        return file.channel();
    }

    @Override
    public boolean publishIfAbsent(String key) {
        if (spent) {
            throw new IllegalStateException("this staged object was published or closed; stage a new one");
        }
        boolean published = store.publish(file, key);
        close();
        return published;
    }

    @Override
    public void close() {
        if (!spent) {
            spent = true;
            file.close();
        }
    }
}
