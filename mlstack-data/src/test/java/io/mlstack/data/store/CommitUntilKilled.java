package io.mlstack.data.store;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.nio.file.Path;

/** A process of its own that commits until somebody kills it, and says on standard output what was acknowledged. */
final class CommitUntilKilled {

    static final String DATASET = "log";
    static final Schema SCHEMA = Schema.of(Column.of("id", ColumnType.INT64), Column.of("text", ColumnType.TEXT));

    private CommitUntilKilled() {}

    public static void main(String[] args) {
        Dataset dataset = DatasetStore.open(Path.of(args[0])).dataset(DATASET).keyedBy("id");
        long next = dataset.isEmpty() ? 0 : dataset.head().rowCount().orElseThrow();
        for (long id = next; ; id++) {
            Snapshot snapshot =
                    dataset.append(Columns.builder(SCHEMA).row(id, text(id)).build(), "row " + id);
            System.out.println(id + " " + snapshot.id().hex());
        }
    }

    static String text(long id) {
        return "row number " + id;
    }
}
