package io.mlstack.data.store.internal;

import io.mlstack.api.table.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What the head of a page says about its type. */
final class PageKind {

    private static final Comparator<String> BY_UTF8 =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private PageKind() {}

    /** The stored form of a type; never changes, so it is no ordinal. */
    static int code(ColumnType.Kind kind) {
        return switch (kind) {
            case BOOLEAN -> 1;
            case INT32 -> 2;
            case INT64 -> 3;
            case FLOAT32 -> 4;
            case FLOAT64 -> 5;
            case DECIMAL -> 6;
            case TEXT -> 7;
            case CATEGORY -> 8;
            case DATE -> 9;
            case TIMESTAMP -> 10;
            case VECTOR -> 11;
            case TENSOR -> 12;
            case BLOB -> 13;
            case LIST -> 14;
            case JSON -> 15;
        };
    }

    /** What the bytes cannot be read without: width or scale; 0 where there is neither. */
    static int parameter(ColumnType type) {
        return switch (type.kind()) {
            case VECTOR -> ((ColumnType.Vector) type).width();
            case TENSOR -> ((ColumnType.Tensor) type).width();
            case DECIMAL -> ((ColumnType.Decimal) type).scale();
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, TEXT, CATEGORY, DATE, TIMESTAMP, BLOB, LIST, JSON -> 0;
        };
    }

    /** Those levels that occur, in the order of their UTF-8 bytes. */
    static List<String> sortedLevels(List<String> levels, boolean[] occurs) {
        List<String> sorted = new ArrayList<>();
        for (int code = 0; code < occurs.length; code++) {
            if (occurs[code]) {
                sorted.add(levels.get(code));
            }
        }
        sorted.sort(BY_UTF8);
        return sorted;
    }
}
