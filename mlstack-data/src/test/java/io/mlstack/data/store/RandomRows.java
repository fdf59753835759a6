package io.mlstack.data.store;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Tables of all column types with values drawn from a seed. */
public final class RandomRows {

    /** One column of every type, all nullable but the key. */
    public static final Schema ALL_TYPES = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("flag", ColumnType.BOOLEAN).asNullable(),
            Column.of("small", ColumnType.INT32).asNullable(),
            Column.of("big", ColumnType.INT64).asNullable(),
            Column.of("single", ColumnType.FLOAT32).asNullable(),
            Column.of("number", ColumnType.FLOAT64).asNullable(),
            Column.of("price", ColumnType.decimal(10, 2)).asNullable(),
            Column.of("text", ColumnType.TEXT).asNullable(),
            Column.of("level", ColumnType.category("z", "a", "ä", "unused")).asNullable(),
            Column.of("day", ColumnType.DATE).asNullable(),
            Column.of("time", ColumnType.TIMESTAMP).asNullable(),
            Column.of("vector", ColumnType.vector(3)).asNullable(),
            Column.of("image", ColumnType.tensor(2, 2)).asNullable(),
            Column.of("blob", ColumnType.BLOB).asNullable(),
            Column.of("tags", ColumnType.listOf(ColumnType.TEXT)).asNullable(),
            Column.of("levels", ColumnType.listOf(ColumnType.category("q", "p")))
                    .asNullable(),
            Column.of("nested", ColumnType.listOf(ColumnType.listOf(ColumnType.INT32)))
                    .asNullable(),
            Column.of("json", ColumnType.JSON).asNullable());

    private final Random random;
    private final Schema schema;

    public RandomRows(long seed, Schema schema) {
        this.random = new Random(seed);
        this.schema = schema;
    }

    /** Rows by key, each an array in the order of the schema whose first column is the key. */
    public TreeMap<Long, Object[]> rows(int count, long keys) {
        TreeMap<Long, Object[]> rows = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            long key = random.nextLong(keys);
            rows.put(key, row(key));
        }
        return rows;
    }

    public Object[] row(long key) {
        Object[] row = new Object[schema.size()];
        row[0] = key;
        for (int column = 1; column < row.length; column++) {
            row[column] = value(schema.column(column));
        }
        return row;
    }

    public Object value(Column column) {
        return column.nullable() && random.nextInt(4) == 0 ? null : present(column.type());
    }

    /** Some rows less, some more, some with one other value. */
    public TreeMap<Long, Object[]> edited(TreeMap<Long, Object[]> rows, long keys) {
        TreeMap<Long, Object[]> edited = new TreeMap<>(rows);
        int edits = random.nextInt(6);
        for (int i = 0; i < edits; i++) {
            long key = random.nextLong(keys);
            Long near = edited.ceilingKey(key);
            if (random.nextInt(3) == 0 || near == null) {
                edited.put(key, row(key));
            } else if (random.nextBoolean()) {
                edited.remove(near);
            } else {
                Object[] row = edited.get(near).clone();
                int column = 1 + random.nextInt(row.length - 1);
                row[column] = value(schema.column(column));
                edited.put(near, row);
            }
        }
        return edited;
    }

    public Columns inOrder(TreeMap<Long, Object[]> rows) {
        return table(schema, rows.values());
    }

    public Columns shuffled(TreeMap<Long, Object[]> rows) {
        List<Object[]> order = new ArrayList<>(rows.values());
        Collections.shuffle(order, random);
        return table(schema, order);
    }

    public static Columns table(Schema schema, Iterable<Object[]> rows) {
        Columns.Builder builder = Columns.builder(schema);
        rows.forEach(builder::row);
        return builder.build();
    }

    private Object present(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case INT32 -> random.nextInt(5);
            case INT64 -> random.nextLong();
            case FLOAT32 -> random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
            case FLOAT64 -> random.nextInt(5) == 0 ? -0.0 : random.nextGaussian();
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(1000), 2);
            case TEXT -> random.nextInt(5) == 0 ? "" : "text-" + random.nextInt(50) + "-\uD83D\uDE00";
            case CATEGORY ->
                ((ColumnType.Category) type)
                        .levels()
                        .get(random.nextInt(
                                ((ColumnType.Category) type).levels().size()));
            case DATE -> LocalDate.ofEpochDay(random.nextInt(40_000) - 20_000);
            case TIMESTAMP -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1000) * 1000L);
            case VECTOR -> floats(((ColumnType.Vector) type).width());
            case TENSOR -> floats(((ColumnType.Tensor) type).width());
            case BLOB -> bytes();
            case LIST -> list(((ColumnType.ListOf) type).element());
            case JSON -> "{\"a\":" + random.nextInt(9) + "}";
        };
    }

    private float[] floats(int width) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = random.nextInt(4);
        }
        return values;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<Object> list(ColumnType element) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(random.nextInt(5) == 0 ? null : present(element));
        }
        return list;
    }
}
