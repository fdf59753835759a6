package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The label of each path. */
final class FolderLabels {

    private static final Schema FILE = Schema.of(
            Column.of("path", ColumnType.TEXT),
            Column.of("label", ColumnType.TEXT).asNullable());

    private FolderLabels() {}

    /** The names of the folders directly below the root; files of the root have no label. */
    static Map<String, String> ofFolders(List<FolderFile> files) {
        return files.stream()
                .filter(file -> !file.topFolder().isEmpty())
                .collect(Collectors.toMap(FolderFile::path, FolderFile::topFolder));
    }

    /**
     * The labels that a CSV file of paths and labels gives.
     *
     * @throws InvalidInputException with each path that is not in the folder or stands twice
     */
    static Map<String, String> ofFile(Path csv, List<FolderFile> files, int maxErrors) throws IOException {
        Set<String> paths = files.stream().map(FolderFile::path).collect(Collectors.toSet());
        Map<String, @Nullable String> labels = new HashMap<>();
        Troubles troubles = new Troubles(maxErrors);
        long row = 0;
        try (Blocks blocks =
                Csv.file(csv).schema(FILE).maxErrors(maxErrors).read().blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                for (int i = 0; i < block.rows(); i++) {
                    row++;
                    String path = String.valueOf(block.text(i, 0));
                    boolean isNew = !labels.containsKey(path);
                    labels.put(path, block.text(i, 1));
                    if (!isNew || !paths.contains(path)) {
                        troubles.addAll(row, List.of(wrong(csv, row, path, isNew, paths)));
                    }
                }
            }
        }
        troubles.throwIfAny();
        Map<String, String> present = new HashMap<>();
        labels.forEach((path, label) -> {
            if (label != null) {
                present.put(path, label);
            }
        });
        return present;
    }

    private static Finding wrong(Path csv, long row, String path, boolean isNew, Set<String> paths) {
        String place = csv.getFileName() + ": row " + row;
        return isNew
                ? new Finding(
                        "labels.no-such-file",
                        place,
                        Spelling.quote(path) + " is no file of the folder",
                        paths.size() <= 10_000 ? NearestName.cure(path, paths) : "check the path")
                : new Finding(
                        "labels.duplicate", place, Spelling.quote(path) + " has a label already", "keep one of them");
    }

    /** The different labels by code point, which is the order of their codes. */
    static List<String> levels(Map<String, String> labels) {
        return TypeChoice.inCodePointOrder(List.copyOf(Set.copyOf(labels.values())));
    }
}
