package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.internal.compute.Codes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The levels of a category and their codes. Immutable. */
final class Levels {

    private final String[] names;
    private final Map<String, Integer> codes = new HashMap<>();

    Levels(List<String> names) {
        this.names = names.toArray(String[]::new);
        names.forEach(name -> codes.put(name, codes.size()));
    }

    /** The position of a level, {@link Codes#UNSEEN} for another name. */
    int code(String name) {
        Integer code = codes.get(name);
        return code == null ? Codes.UNSEEN : code;
    }

    /** As {@link #code}; null has the code of a missing category. */
    double codeOrMissing(@Nullable String name) {
        return name == null ? Codes.MISSING : code(name);
    }

    /** The level of a code, null where none was chosen. */
    @Nullable
    String name(double code) {
        return code >= 0 ? names[(int) code] : null;
    }

    /** Numbers of a row in a column of that type. */
    static int width(ColumnType type) {
        if (type instanceof ColumnType.Vector vector) {
            return vector.width();
        }
        return type instanceof ColumnType.Tensor tensor ? tensor.width() : 1;
    }
}
