package io.mlstack.data.store;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** A table of given blocks, whose number of rows is not known beforehand. */
record Blocked(Schema schema, List<Columns> parts) implements Table {

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.empty();
    }

    @Override
    public Blocks blocks() {
        Iterator<Columns> rest = parts.iterator();
        return new Blocks() {
            @Override
            public Columns next() {
                return rest.hasNext() ? rest.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
