package io.mlstack.data.read;

import java.nio.file.Path;

/**
 * One file of a folder.
 *
 * @param path relative to the folder, with {@code /} between folders
 * @param size in bytes, when it was listed
 */
record FolderFile(Path file, String path, long size) {

    /** The name of the folder directly below the root in which the file lies; empty for a file in the root. */
    String topFolder() {
        int end = path.indexOf('/');
        return end < 0 ? "" : path.substring(0, end);
    }
}
