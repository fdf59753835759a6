package io.mlstack.api.table;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON form of a {@link Schema}. */
final class SchemaJson {

    private SchemaJson() {}

    static Json write(Schema schema) {
        List<Json> columns = new ArrayList<>();
        for (Column column : schema) {
            columns.add(column(column));
        }
        return Json.array(columns);
    }

    static Schema read(JsonPlace json) {
        List<Column> columns = new ArrayList<>();
        for (JsonPlace item : json.items()) {
            columns.add(column(item));
        }
        return Schema.of(columns);
    }

    private static Json column(Column column) {
        return Json.object()
                .put("name", column.name())
                .put("type", type(column.type()))
                .put("nullable", column.nullable())
                .put("personal", column.personal())
                .put("description", column.description())
                .build();
    }

    private static Column column(JsonPlace json) {
        JsonPlace name = json.field("name");
        ColumnType type = type(json.field("type"));
        boolean nullable = json.field("nullable").bool();
        boolean personal = json.field("personal").bool();
        String description = json.field("description").text();
        try {
            return new Column(name.text(), type, nullable, personal, description);
        } catch (IllegalArgumentException e) {
            throw name.wrong("schema.column", String.valueOf(e.getMessage()), "mend the column");
        }
    }

    private static Json type(ColumnType type) {
        Json.ObjBuilder json = Json.object().put("kind", type.kind().name().toLowerCase(Locale.ROOT));
        if (type instanceof ColumnType.Decimal decimal) {
            json.put("precision", decimal.precision()).put("scale", decimal.scale());
        } else if (type instanceof ColumnType.Category category) {
            json.put("levels", Json.strings(category.levels()));
        } else if (type instanceof ColumnType.Vector vector) {
            json.put("width", vector.width());
        } else if (type instanceof ColumnType.Tensor tensor) {
            json.put(
                    "shape",
                    Json.array(tensor.shape().stream().mapToLong(n -> n).toArray()));
        } else if (type instanceof ColumnType.ListOf list) {
            json.put("element", type(list.element()));
        }
        return json.build();
    }

    private static ColumnType type(JsonPlace json) {
        JsonPlace kindPlace = json.field("kind");
        ColumnType.Kind kind;
        try {
            kind = ColumnType.Kind.valueOf(kindPlace.text().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw kindPlace.wrong("schema.type", "unknown type", "upgrade mlstack or mend the schema");
        }
        try {
            return switch (kind) {
                case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, TEXT, DATE, TIMESTAMP, BLOB, JSON ->
                    new ColumnType.Plain(kind);
                case DECIMAL ->
                    ColumnType.decimal(
                            json.field("precision").int32(), json.field("scale").int32());
                case CATEGORY -> ColumnType.category(json.field("levels").texts());
                case VECTOR -> ColumnType.vector(json.field("width").int32());
                case TENSOR ->
                    new ColumnType.Tensor(json.field("shape").items().stream()
                            .map(JsonPlace::int32)
                            .toList());
                case LIST -> ColumnType.listOf(type(json.field("element")));
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw json.wrong("schema.type", String.valueOf(e.getMessage()), "mend the type");
        }
    }
}
