package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one row from version to version. */
public final class KeyHistory {

    private KeyHistory() {}

    /**
     * A version in which the row is not what it was in the version before.
     *
     * @param row empty if it is not there
     */
    public record Step(Version version, Optional<Columns> row) {}

    /** Where a row lies: equal places hold equal rows. */
    private record Place(Schema schema, @Nullable Digest leaf) {}

    /**
     * The steps, newest first.
     *
     * @param newestFirst all versions
     * @param key boxed
     */
    public static List<Step> of(StoreCore core, List<Version> newestFirst, Object key) {
        List<Step> steps = new ArrayList<>();
        Place last = null;
        Optional<Columns> lastRow = Optional.empty();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            TableReader table =
                    core.reader(core.table(newestFirst.get(i).commit().table()));
            Key wanted = KeyVector.keyOf(table.root().key(), key);
            Child leaf = table.leafOf(wanted);
            Place place = new Place(table.root().schema(), leaf == null ? null : leaf.id());
            if (place.equals(last)) {
                continue;
            }
            last = place;
            Columns found = leaf == null ? null : table.find(List.of(wanted));
            Optional<Columns> row = Optional.ofNullable(found).filter(rows -> rows.rows() > 0);
            if (!row.equals(lastRow)) {
                steps.add(0, new Step(newestFirst.get(i), row));
                lastRow = row;
            }
        }
        return steps;
    }
}
