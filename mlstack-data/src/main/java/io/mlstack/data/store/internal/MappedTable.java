package io.mlstack.data.store.internal;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table whose blocks are made from those of another one, with as many rows.
 *
 * @param mapping a new one for each pass
 */
record MappedTable(Table source, Schema schema, Supplier<UnaryOperator<Columns>> mapping) implements Table {

    @Override
    public OptionalLong rowCount() {
        return source.rowCount();
    }

    @Override
    public Blocks blocks() {
        Blocks blocks = source.blocks();
        UnaryOperator<Columns> map = mapping.get();
        return new Blocks() {
            @Override
            public @Nullable Columns next() {
                Columns block = blocks.next();
                return block == null ? null : map.apply(block);
            }

            @Override
            public void close() {
                blocks.close();
            }
        };
    }
}
