package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a caller said about a folder, frozen when reading starts.
 *
 * @param labels a CSV file of paths and labels, instead of names of folders
 * @param maxQuarantined broken files that may be set aside; 0 means strict
 */
record FolderOptions(
        Path folder,
        Optional<Path> labels,
        boolean hasLabels,
        boolean followsLinks,
        int maxFileBytes,
        int maxErrors,
        int maxQuarantined,
        Progress progress) {

    /** The last part of the folder's path, for messages. */
    String name() {
        Path last = folder.getFileName();
        return (last == null ? folder : last).toString();
    }
}
