package io.mlstack.data.read;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import java.util.List;
import java.util.Optional;

/**
 * The column that orders the rows.
 *
 * @param cell its position among the columns, from 0
 * @param sql its name as the database takes it
 */
record JdbcKey(int cell, String label, String sql) {

    static Optional<JdbcKey> find(
            JdbcQuery query, String name, List<JdbcCell> cells, List<String> labels, Findings findings) {
        for (int i = 0; i < cells.size(); i++) {
            String label = cells.get(i).column().name();
            if (label.equals(name)) {
                if (!isOrdered(cells.get(i))) {
                    findings.add(
                            "jdbc.key",
                            query.name() + ": column " + name,
                            cells.get(i).column().type().spelling() + " cannot be a key",
                            "choose a column of whole numbers, decimals, texts, dates or timestamps");
                }
                return Optional.of(new JdbcKey(i, label, label));
            }
        }
        if (!labels.contains(name)) {
            findings.add(
                    "jdbc.no-such-column",
                    query.name(),
                    "key column " + Spelling.quote(name) + " does not exist",
                    NearestName.cure(name, labels));
        }
        return Optional.empty();
    }

    private static boolean isOrdered(JdbcCell cell) {
        return switch (cell.column().type().kind()) {
            case INT32, INT64, DECIMAL, TEXT, DATE, TIMESTAMP -> true;
            case BOOLEAN, FLOAT32, FLOAT64, CATEGORY, VECTOR, TENSOR, BLOB, LIST, JSON -> false;
        };
    }

    /** The name in the quotes of that database, so that its case is kept. */
    JdbcKey quotedBy(String quote) {
        return new JdbcKey(cell, label, quote.isEmpty() ? label : quote + label.replace(quote, quote + quote) + quote);
    }
}
