package io.mlstack.data.load;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The keys of rows as texts: a number in decimal, a category by its level, dates and moments in ISO 8601. */
final class KeyTexts {

    private KeyTexts() {}

    /** One text a row; null, and findings, where the column cannot be a key. */
    static String @Nullable [] read(Columns rows, String column, String role, Findings findings) {
        if (!rows.schema().has(column)) {
            findings.add(
                    "split.no-such-column",
                    "table",
                    role + " column \"" + column + "\" does not exist",
                    NearestName.cure(column, rows.schema().names()));
            return null;
        }
        ColumnType type = rows.schema().column(column).type();
        if (!isKey(type)) {
            findings.add(
                    "split.key-type",
                    "column " + column,
                    type.spelling() + " cannot be a " + role,
                    "use a column of whole numbers, text, categories or dates");
            return null;
        }
        int missing = rows.vector(column).missing();
        if (missing > 0) {
            findings.add(
                    "split.key-missing",
                    "column " + column,
                    missing + " of " + rows.rows() + " rows have no " + role,
                    "fill the column or leave these rows out");
            return null;
        }
        int index = rows.schema().indexOf(column);
        String[] texts = new String[rows.rows()];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = Objects.requireNonNull(rows.text(row, index));
        }
        return texts;
    }

    /** Reports each key that stands in two rows. */
    static void requireDistinct(String[] keys, String column, IntFunction<String> rowName, Findings findings) {
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < keys.length; row++) {
            Integer earlier = rows.putIfAbsent(keys[row], row);
            if (earlier != null) {
                findings.add(
                        "split.duplicate-key",
                        "column " + column + ", " + rowName.apply(row),
                        "key " + keys[row] + " is taken by " + rowName.apply(earlier),
                        "give each row a key of its own, or split by another column");
            }
        }
    }

    private static boolean isKey(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT32, INT64, DECIMAL, TEXT, CATEGORY, DATE, TIMESTAMP -> true;
            case FLOAT32, FLOAT64, VECTOR, TENSOR, BLOB, LIST, JSON -> false;
        };
    }
}
