package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values as messages may show them. */
final class KeyText {

    private static final String PERSONAL = "(personal)";
    private static final int SHOWN = 60;

    private KeyText() {}

    /** The key of a row, unless it is personal. */
    static String of(Columns rows, int keyIndex, int row) {
        Column key = rows.schema().column(keyIndex);
        return key.personal() ? PERSONAL : shortened(rows.text(row, keyIndex));
    }

    /** A boxed key, unless it is personal. */
    static String of(Column key, Object value) {
        String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        return key.personal() ? PERSONAL : shortened(text);
    }

    private static String shortened(@Nullable String text) {
        String shown = String.valueOf(text);
        return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "...";
    }
}
