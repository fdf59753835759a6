package io.mlstack.data.store;

import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.table.Column;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A boxed value on one line, masked where it is personal. */
final class ValueText {

    private static final int SHOWN = 40;
    private static final int SHOWN_BYTES = 8;

    private ValueText() {}

    static String of(Column column, @Nullable Object value) {
        if (value == null) {
            return "(missing)";
        }
        if (column.personal()) {
            return "(personal)";
        }
        String text = text(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static String text(Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return CanonicalNumber.format(number);
        }
        if (value instanceof float[] numbers) {
            return Arrays.toString(Arrays.copyOf(numbers, Math.min(numbers.length, SHOWN)));
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes " + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
        }
        return value.toString();
    }
}
