package io.mlstack.serve.importer.internal.xgboost;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names of categories that XGBoost 3.1 and later keep from a data frame: for each feature the text of code 0, 1, 2, ...,
 * as one array of bytes with offsets, or as whole numbers.
 */
final class CategoryNames {

    /** XGBoost's numbers for arrays of 8, 16 and 32 unsigned bits, which UBJ writes as if they had a sign. */
    private static final int U8 = 10;

    private static final int U16 = 12;
    private static final int U32 = 14;
    private static final int U64 = 16;
    private static final double EXACT = 1L << 53;

    private CategoryNames() {}

    /** The levels of each feature, empty for numbers; an empty list where the file has none at all. */
    static List<List<String>> read(Place model, int features) {
        Optional<Place> cats = model.optional("cats");
        if (cats.isEmpty()) {
            return List.of();
        }
        Place encodings = cats.get().field("enc");
        List<Place> columns = encodings.items();
        if (!columns.isEmpty() && columns.size() != features) {
            throw Refusal.damaged(encodings.path(), "has " + columns.size() + " columns for " + features + " features");
        }
        List<List<String>> levels = new ArrayList<>();
        for (Place column : columns) {
            Optional<Place> offsets = column.optional("offsets");
            levels.add(offsets.isPresent() ? texts(offsets.get(), column.field("values")) : numbers(column));
        }
        return levels;
    }

    private static List<String> texts(Place offsets, Place values) {
        int[] bounds = offsets.ints();
        int[] codes = values.ints();
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) codes[i];
        }
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < bounds.length; i++) {
            if (bounds[i - 1] < 0 || bounds[i] < bounds[i - 1] || bounds[i] > bytes.length) {
                throw Refusal.damaged(offsets.path(), "do not rise within the " + bytes.length + " bytes of the names");
            }
            texts.add(text(ByteBuffer.wrap(bytes, bounds[i - 1], bounds[i] - bounds[i - 1]), values));
        }
        return texts;
    }

    private static String text(ByteBuffer bytes, Place place) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.damaged(place.path(), "a category's name is no UTF-8", e);
        }
    }

    private static List<String> numbers(Place column) {
        double range = switch (column.optional("type").map(Place::int32).orElse(0)) {
            case U8 -> 0x1p8;
            case U16 -> 0x1p16;
            case U32 -> 0x1p32;
            case U64 -> 0x1p64;
            default -> 0;
        };
        List<String> levels = new ArrayList<>();
        for (double number : column.field("values").numbers()) {
            double level = number < 0 ? number + range : number;
            if (level != Math.rint(level) || Math.abs(level) >= EXACT) {
                throw Refusal.unsupported(
                        column.path(),
                        "the category " + level + " is no whole number below 2^53",
                        "train with categories that are texts or smaller numbers");
            }
            levels.add(Long.toString((long) level));
        }
        return levels;
    }
}
