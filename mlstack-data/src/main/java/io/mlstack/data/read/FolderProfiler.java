package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first pass over a folder: finds its files, their labels, and every broken one. */
final class FolderProfiler {

    private final FolderOptions options;
    private final FileKind kind;
    private final Troubles troubles;
    private final List<FolderFile> good = new ArrayList<>();
    private final List<QuarantinedRow> bad = new ArrayList<>();

    FolderProfiler(FolderOptions options, FileKind kind) {
        this.options = options;
        this.kind = kind;
        this.troubles = new Troubles(options.maxErrors());
    }

    FolderTable read() throws IOException {
        FolderListing listing = FolderListing.of(options, kind);
        troubles.addAll(0, listing.problems());
        List<FolderFile> files = listing.files();
        Map<String, String> labels = options.labels().isPresent()
                ? FolderLabels.ofFile(options.labels().get(), files, options.maxErrors())
                : FolderLabels.ofFolders(files);
        try (ProgressTask task = options.progress().start("check " + options.name(), "files", files.size())) {
            for (int i = 0; i < files.size(); i++) {
                check(files.get(i), i + 1L);
                task.advance(1);
            }
            task.finish();
        }
        troubles.throwIfAny();
        return new FolderTable(options, kind, schema(labels), List.copyOf(good), labels, bad, listing.passedOver());
    }

    private void check(FolderFile file, long number) throws IOException {
        try {
            if (file.size() > options.maxFileBytes()) {
                throw new FileKind.BrokenFileException(
                        "too-large",
                        file.size() + " bytes are more than " + options.maxFileBytes(),
                        "raise maxFileBytes, or make the file smaller");
            }
            kind.check(file);
            good.add(file);
        } catch (FileKind.BrokenFileException e) {
            broken(file, number, finding(kind, file, e));
        }
    }

    private void broken(FolderFile file, long number, Finding finding) {
        if (bad.size() < options.maxQuarantined()) {
            bad.add(new QuarantinedRow(number, file.path(), List.of(finding)));
        } else if (options.maxQuarantined() == 0) {
            troubles.addAll(number, List.of(finding));
        } else {
            throw new InvalidInputException(List.of(
                    new Finding(
                            kind.name() + ".quarantine-full",
                            options.name(),
                            "more than " + options.maxQuarantined() + " files are broken",
                            "mend what follows and the like, or allow more with quarantine(n)"),
                    finding));
        }
    }

    static Finding finding(FileKind kind, FolderFile file, FileKind.BrokenFileException e) {
        return new Finding(kind.name() + "." + e.code, file.path(), String.valueOf(e.getMessage()), e.cure);
    }

    private Schema schema(Map<String, String> labels) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("path", ColumnType.TEXT));
        if (options.hasLabels()) {
            Column label = Column.of("label", ColumnType.category(FolderLabels.levels(labels)));
            boolean isComplete = good.stream().allMatch(file -> labels.containsKey(file.path()));
            columns.add(isComplete ? label : label.asNullable());
        }
        columns.addAll(kind.columns());
        return Schema.of(columns);
    }
}
