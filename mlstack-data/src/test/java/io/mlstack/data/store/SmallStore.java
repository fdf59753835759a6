package io.mlstack.data.store;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A store with a bit of everything: two data sets, several versions, all column types, many leaves, tags. */
final class SmallStore {

    private static final long SEED = 20261005;

    private SmallStore() {}

    static MemoryBlobs create() {
        MemoryBlobs blobs = new MemoryBlobs();
        DatasetStore store = Stores.small(blobs);
        Dataset typed = store.dataset("typed").keyedBy("id");
        RandomRows random = new RandomRows(SEED, RandomRows.ALL_TYPES);
        TreeMap<Long, Object[]> rows = random.rows(30, 100);
        typed.commit(random.inOrder(rows), "first");
        typed.tag("v1");
        TreeMap<Long, Object[]> edited = random.edited(random.edited(rows, 100), 100);
        typed.commit(random.inOrder(edited), "second");
        Dataset notes = store.dataset("notes");
        notes.commit(notes("a", "b", "c"), "first");
        notes.append(notes("d"), "more");
        return blobs;
    }

    static Columns notes(String... notes) {
        Columns.Builder rows = Columns.builder(Schema.of(Column.of("note", ColumnType.TEXT)));
        List.of(notes).forEach(rows::row);
        return rows.build();
    }

    /** Everything a reader can see, version by version. */
    static List<Object> contents(DatasetStore store) {
        List<Object> contents = new ArrayList<>();
        for (String name : store.datasets()) {
            Dataset dataset = store.dataset(name);
            contents.add(dataset.tags());
            for (CommitInfo commit : dataset.log()) {
                contents.add(commit);
                contents.add(dataset.at(commit.id().hex()).collect());
            }
        }
        return contents;
    }
}
