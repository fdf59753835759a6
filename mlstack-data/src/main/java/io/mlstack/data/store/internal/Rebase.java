package io.mlstack.data.store.internal;

import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies what somebody changed since a version to a newer version, row by row. */
final class Rebase {

    private static final String CURE = "read the newest version, make your change to it and commit that";

    private final TableReader base;
    private final TableReader ours;
    private final TableReader theirs;
    private final LeafCut cut;

    /**
     * @param base what both started from
     * @param ours the rows to commit
     * @param theirs the newest version
     */
    Rebase(TableReader base, TableReader ours, TableReader theirs, LeafCut cut) {
        this.base = base;
        this.ours = ours;
        this.theirs = theirs;
        this.cut = cut;
    }

    /**
     * The newest version with our changes.
     *
     * @param mintedFrom our rows from this number on were numbered by the store
     * @param nextRow the number from which they are numbered now
     * @throws ConflictException if both changed the same rows to different content, or either changed the schema
     */
    TableRoot apply(long mintedFrom, long nextRow, ObjectWriter objects) {
        checkSchemas();
        TableDiff mine = TableDiff.between(base, ours);
        TableDiff other = TableDiff.between(base, theirs);
        Changes changes = Changes.of(mine, ours, mintedFrom);
        Set<Key> settled = checkOverlap(changes, Changes.of(other, theirs, RowNumbers.NONE));
        List<Key> putKeys =
                changes.puts().stream().filter(key -> !settled.contains(key)).toList();
        Columns puts = ours.find(putKeys);
        if (mintedFrom != RowNumbers.NONE) {
            puts = RowNumbers.renumbered(puts, mintedFrom, Math.max(0, nextRow - mintedFrom));
        }
        List<Key> removals = changes.removals().stream()
                .filter(key -> !settled.contains(key))
                .toList();
        return TableEditor.apply(
                theirs, puts, removals, cut, objects, Progress.none().start("rebase", "rows"));
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

    /** Keys that both changed in the same way, which need no change any more. */
    private Set<Key> checkOverlap(Changes mine, Changes other) {
        Set<Key> both = new HashSet<>(mine.all());
        both.retainAll(other.all());
        List<Key> sorted = both.stream().sorted().toList();
        Columns myRows = ours.find(sorted);
        Columns theirRows = theirs.find(sorted);
        Map<Key, Integer> myPositions = positions(myRows, ours);
        Map<Key, Integer> theirPositions = positions(theirRows, theirs);
        Findings findings = Findings.collect();
        for (Key key : sorted) {
            Integer my = myPositions.get(key);
            Integer their = theirPositions.get(key);
            if (my != null && their != null) {
                List<String> columns = differing(myRows, my, theirRows, their);
                if (!columns.isEmpty()) {
                    String names = String.join(", ", columns);
                    findings.add(
                            collision(myRows, my, "differs between this change and the newest version in " + names));
                }
            } else if (my != null) {
                findings.add(collision(myRows, my, "is changed here and removed in the newest version"));
            } else if (their != null) {
                findings.add(collision(theirRows, their, "is removed here and changed in the newest version"));
            }
        }
        findings.throwIfAny(ConflictException::new);
        return both;
    }

    private Finding collision(Columns rows, int row, String message) {
        String key = KeyText.of(rows, ours.root().keyIndex(), row);
        return new Finding("dataset.conflict", ours.root().key().name() + " " + key, message, CURE);
    }

    private static List<String> differing(Columns mine, int my, Columns theirs, int their) {
        Columns a = mine.take(new int[] {my});
        Columns b = theirs.take(new int[] {their});
        List<String> names = new ArrayList<>();
        for (int column = 0; column < a.schema().size(); column++) {
            if (!a.vector(column).equals(b.vector(column))) {
                names.add(a.schema().column(column).name());
            }
        }
        return names;
    }

    private static Map<Key, Integer> positions(Columns rows, TableReader table) {
        KeyVector keys = table.keys(rows);
        Map<Key, Integer> positions = new HashMap<>();
        for (int row = 0; row < keys.size(); row++) {
            positions.put(keys.at(row), row);
        }
        return positions;
    }

    /**
     * The keys that one side touched.
     *
     * @param puts added or changed, in order
     * @param removals in order
     * @param all both, without rows that were numbered here: nobody else can mean the same row
     */
    private record Changes(List<Key> puts, List<Key> removals, Set<Key> all) {

        static Changes of(TableDiff diff, TableReader table, long mintedFrom) {
            List<Key> puts = new ArrayList<>(keys(diff.added(), table));
            diff.changed().forEach(row -> puts.add(row.key()));
            puts.sort(null);
            List<Key> removals = keys(diff.removed(), table);
            Set<Key> all = new HashSet<>(puts);
            all.addAll(removals);
            if (mintedFrom != RowNumbers.NONE) {
                all.removeIf(key -> key.number() >= mintedFrom);
            }
            return new Changes(puts, removals, all);
        }

        private static List<Key> keys(Columns rows, TableReader table) {
            KeyVector keys = table.keys(rows);
            List<Key> list = new ArrayList<>(keys.size());
            for (int row = 0; row < keys.size(); row++) {
                list.add(keys.at(row));
            }
            return list;
        }
    }
}
