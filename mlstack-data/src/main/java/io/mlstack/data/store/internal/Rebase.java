package io.mlstack.data.store.internal;

import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies what somebody changed since a version to a newer version, cell by cell. */
final class Rebase {

    private static final String CURE = "read the newest version, make your change to it and commit that";

    private final TableReader base;
    private final TableReader ours;
    private final TableReader theirs;
    private final TreeShape shape;

    /**
     * @param base what both started from
     * @param ours the rows to commit
     * @param theirs the newest version
     */
    Rebase(TableReader base, TableReader ours, TableReader theirs, TreeShape shape) {
        this.base = base;
        this.ours = ours;
        this.theirs = theirs;
        this.shape = shape;
    }

    /**
     * The newest version with our changes.
     *
     * @param mintedFrom our rows from this number on were numbered by the store
     * @param nextRow the number from which they are numbered now
     * @throws ConflictException if both changed the same cells to different content, or one removed what the other changed, or
     *     either changed the schema
     */
    TableRoot apply(long mintedFrom, long nextRow, ObjectWriter objects) {
        checkSchemas();
        Collisions collisions = new Collisions(ours.root().key());
        long shift = mintedFrom == RowNumbers.NONE ? 0 : Math.max(0, nextRow - mintedFrom);
        ThreeWay edits = new ThreeWay(base, ours, theirs, mintedFrom, shift, collisions::add);
        ProgressTask task = Progress.none().start("rebase", "rows");
        TableRoot root = TableEditor.apply(theirs, edits, TableEditor.Replaced.ALLOWED, shape, objects, task);
        collisions.throwIfAny();
        return root;
    }

    private void checkSchemas() {
        Schema mine = ours.root().schema();
        Schema newest = theirs.root().schema();
        Findings findings = Findings.collect();
        if (!ours.root().key().name().equals(theirs.root().key().name())) {
            findings.add(
                    "dataset.conflict-key",
                    "dataset",
                    "is keyed by " + theirs.root().key().name()
                            + " since the version this change was made from, not by "
                            + ours.root().key().name(),
                    CURE);
        }
        for (Column column : mine) {
            if (!newest.has(column.name()) || !newest.column(column.name()).equals(column)) {
                findings.add(schemaConflict(column.name()));
            }
        }
        newest.columns().stream()
                .filter(column -> !mine.has(column.name()))
                .forEach(column -> findings.add(schemaConflict(column.name())));
        if (findings.isEmpty() && !mine.equals(newest)) {
            findings.add(new Finding("dataset.conflict-schema", "schema", "the order of the columns differs", CURE));
        }
        findings.throwIfAny(ConflictException::new);
    }

    private static Finding schemaConflict(String column) {
        return new Finding(
                "dataset.conflict-schema",
                "column " + column,
                "is not the same in this change and in the newest version, which came in between",
                CURE);
    }

    /** Turns conflicts into findings, one a row. */
    private static final class Collisions {
        private final Column key;
        private final Findings findings = Findings.collect();
        private final List<String> columns = new ArrayList<>();
        private @Nullable Object row;

        Collisions(Column key) {
            this.key = key;
        }

        void add(CellConflict conflict) {
            if (!conflict.key().equals(row)) {
                endRow();
                row = conflict.key();
            }
            switch (conflict.kind()) {
                case BOTH_CHANGED ->
                    columns.add(
                            conflict.column() == null ? "" : conflict.column().name());
                case THEIRS_REMOVED -> add(conflict.key(), "is changed here and removed in the newest version");
                case OURS_REMOVED -> add(conflict.key(), "is removed here and changed in the newest version");
            }
        }

        void throwIfAny() {
            endRow();
            findings.throwIfAny(ConflictException::new);
        }

        private void endRow() {
            if (row != null && !columns.isEmpty()) {
                add(row, "differs between this change and the newest version in " + String.join(", ", columns));
                columns.clear();
            }
        }

        private void add(Object keyValue, String message) {
            String place = key.name() + " " + KeyText.of(key, keyValue);
            findings.add(new Finding("dataset.conflict", place, message, CURE));
        }
    }
}
