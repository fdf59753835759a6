package io.mlstack.data.read;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** Joins the schema of a Parquet file with the one of ours that the file may carry. */
final class ParquetSchema {

    /** Under this key {@link ParquetWriting} puts the schema into the footer. */
    static final String KEY = "mlstack.schema";

    private ParquetSchema() {}

    /** @throws InvalidInputException with every column that cannot be read */
    static List<ParquetField> fields(String file, FileMetaData footer) {
        MessageType message = footer.getSchema();
        Schema ours = ours(footer.getKeyValueMetaData().get(KEY));
        Findings findings = Findings.collect();
        List<ParquetField> fields = new ArrayList<>();
        for (Type type : message.getFields()) {
            Optional<ColumnType> found = ParquetTypes.of(type);
            if (found.isEmpty() || !Column.isName(type.getName())) {
                findings.add(
                        "parquet.type",
                        file + ": column " + type.getName(),
                        found.isEmpty()
                                ? "type " + type.toString().replaceAll("\\s+", " ") + " cannot be read"
                                : "the name cannot name a column",
                        "write the file without the column, or with a simpler one");
            } else {
                fields.add(field(message, type, column(type, found.get(), ours)));
            }
        }
        findings.throwIfAny(InvalidInputException::new);
        return fields;
    }

    private static @Nullable Schema ours(@Nullable String json) {
        try {
            return json == null ? null : Schema.fromJson(Json.parse(json, "footer"));
        } catch (InvalidInputException writtenBySomebodyElse) {
            return null;
        }
    }

    private static Column column(Type type, ColumnType found, @Nullable Schema ours) {
        boolean nullable = !type.isRepetition(Repetition.REQUIRED);
        if (ours != null
                && ours.has(type.getName())
                && lies(ours.column(type.getName()).type(), found)) {
            Column own = ours.column(type.getName());
            return nullable ? own.asNullable() : own;
        }
        Column column = Column.of(type.getName(), found);
        return nullable ? column.asNullable() : column;
    }

    /** Whether values of type {@code ours} are written as {@code found}. */
    private static boolean lies(ColumnType ours, ColumnType found) {
        return switch (ours.kind()) {
            case CATEGORY -> found.equals(ColumnType.TEXT);
            case VECTOR, TENSOR -> found.equals(ColumnType.listOf(ColumnType.FLOAT32));
            case LIST ->
                found instanceof ColumnType.ListOf list && lies(((ColumnType.ListOf) ours).element(), list.element());
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, DATE, TIMESTAMP, BLOB, JSON ->
                ours.equals(found);
        };
    }

    private static ParquetField field(MessageType message, Type type, Column column) {
        String name = type.getName();
        int listLevel = message.getMaxDefinitionLevel(name);
        if (type.isPrimitive()) {
            return new ParquetField(column, message.getColumnDescription(new String[] {name}), listLevel, listLevel);
        }
        String repeated = type.asGroupType().getType(0).getName();
        String[] path = message.getPaths().stream()
                .filter(p -> p[0].equals(name))
                .findFirst()
                .orElseThrow();
        return new ParquetField(
                column, message.getColumnDescription(path), listLevel, message.getMaxDefinitionLevel(name, repeated));
    }
}
