package io.mlstack.data.read;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON arrays as the values of a vector, tensor or list column; reused from cell to cell. */
final class JsonArrays {

    private static final JsonFactory JSON = new JsonFactory();

    private final ColumnType type;
    private final int[] shape;
    private final float[] floats;
    private final ArrayScan scan = new ArrayScan();
    private final Numeral numeral = new Numeral();
    private List<@Nullable Object> list = List.of();
    private int filled;

    JsonArrays(ColumnType type) {
        this.type = type;
        this.shape = shape(type);
        int width = 1;
        for (int axis : shape) {
            width *= axis;
        }
        this.floats = new float[shape.length == 0 ? 0 : width];
    }

    private static int[] shape(ColumnType type) {
        if (type instanceof ColumnType.Vector vector) {
            return new int[] {vector.width()};
        }
        return type instanceof ColumnType.Tensor tensor
                ? tensor.shape().stream().mapToInt(n -> n).toArray()
                : new int[0];
    }

    /** The numbers of the last vector or tensor; overwritten by the next one. */
    float[] floats() {
        return floats;
    }

    /** The elements of the last list. */
    List<@Nullable Object> list() {
        return list;
    }

    /** Reads the array {@code chars[from] .. chars[to - 1]}, written without white space; what is wrong with it, or null. */
    @Nullable
    String read(char[] chars, int from, int to) {
        filled = 0;
        if (shape.length == 1) {
            return vector(chars, from, to) ? null : "no array of " + shape[0] + " float32 numbers";
        }
        try (JsonParser parser = JSON.createParser(chars, from, to - from)) {
            parser.nextToken();
            if (shape.length > 0) {
                return tensor(parser, 0) ? null : "no array of this shape";
            }
            list = elements(((ColumnType.ListOf) type).element(), parser);
            // The builder knows best what it takes.
            ColumnBuilder.of(type).append(list);
            return null;
        } catch (IOException | RuntimeException e) {
            return "no array of such elements";
        }
    }

    private boolean vector(char[] chars, int from, int to) {
        scan.start(chars, from, to);
        while (scan.next()) {
            boolean fits = scan.isNumber()
                    ? numeral.scan(chars, scan.from(), scan.to()) != Numeral.Kind.NONE && add(numeral.number())
                    : add(special(new String(chars, scan.from() + 1, Math.max(0, scan.to() - scan.from() - 2))));
            if (!fits) {
                return false;
            }
        }
        return filled == floats.length;
    }

    /** Takes a number where there is room for one that float32 can hold; NaN only if the text said so. */
    private boolean add(@Nullable Double number) {
        if (number == null || filled == floats.length) {
            return false;
        }
        floats[filled++] = number.floatValue();
        return Double.isInfinite(number) || !Float.isInfinite(number.floatValue());
    }

    /** What JSON has no numbers for, as {@link JsonLines#write} spells it; null for anything else. */
    static @Nullable Double special(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private boolean tensor(JsonParser parser, int axis) throws IOException {
        if (axis == shape.length) {
            return add(number(parser));
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count++ == shape[axis] || !tensor(parser, axis + 1)) {
                return false;
            }
        }
        return count == shape[axis];
    }

    private static @Nullable Double number(JsonParser parser) throws IOException {
        // By the text, because Jackson makes 0 of -0.
        return parser.currentToken().isNumeric() ? Double.valueOf(parser.getText()) : special(parser.getText());
    }

    private static List<@Nullable Object> elements(ColumnType element, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("no array");
        }
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : element(element, parser));
        }
        return elements;
    }

    /** @throws IllegalArgumentException or another unchecked exception if the value is of another kind */
    private static Object element(ColumnType type, JsonParser parser) throws IOException {
        return switch (type.kind()) {
            case BOOLEAN -> parser.getBooleanValue();
            case INT32, INT64 -> integer(parser).longValueExact();
            case FLOAT32, FLOAT64 -> requireNonNull(number(parser));
            case DECIMAL -> parser.getDecimalValue();
            case TEXT, CATEGORY -> text(parser);
            case DATE -> requireNonNull(Spelling.date(text(parser)));
            case TIMESTAMP -> requireNonNull(Spelling.moment(text(parser)));
            case BLOB -> Base64.getDecoder().decode(text(parser));
            case JSON -> JsonCompact.text(parser);
            case VECTOR, TENSOR -> {
                JsonArrays inner = new JsonArrays(type);
                if (!inner.tensor(parser, 0)) {
                    throw new IllegalArgumentException("no array of this shape");
                }
                yield inner.floats;
            }
            case LIST -> elements(((ColumnType.ListOf) type).element(), parser);
        };
    }

    private static BigInteger integer(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException("no whole number");
        }
        return parser.getBigIntegerValue();
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("no text");
        }
        return parser.getText();
    }
}
