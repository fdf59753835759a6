package io.mlstack.serve.predict.internal.bind;

import io.mlstack.serve.predict.internal.compute.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An enum beside the levels of a category: a constant stands for the level of its name, or of its name in lower case. */
final class EnumCodes {

    private final double[] codes;
    private final @Nullable Object[] constants;

    EnumCodes(Class<?> type, List<String> levels) {
        Object[] all = type.getEnumConstants();
        this.codes = new double[all.length];
        this.constants = new @Nullable Object[levels.size()];
        for (int i = 0; i < all.length; i++) {
            String name = ((Enum<?>) all[i]).name();
            int code = levels.indexOf(name);
            code = code >= 0 ? code : levels.indexOf(name.toLowerCase(Locale.ROOT));
            codes[i] = code >= 0 ? code : Codes.UNSEEN;
            if (code >= 0) {
                constants[code] = all[i];
            }
        }
    }

    /** Code of a constant; a missing one has that of a missing category. */
    double code(@Nullable Enum<?> constant) {
        return constant == null ? Codes.MISSING : codes[constant.ordinal()];
    }

    /** The constant of a code, null where no level was chosen. */
    @Nullable
    Object constant(double code) {
        return code >= 0 ? constants[(int) code] : null;
    }

    /** One constant a level, in their order; each level has one where {@link #without} is empty. */
    List<Object> constants() {
        List<Object> all = new ArrayList<>();
        for (Object constant : constants) {
            if (constant != null) {
                all.add(constant);
            }
        }
        return List.copyOf(all);
    }

    /** Whether any constant stands for a level. */
    boolean any() {
        for (Object constant : constants) {
            if (constant != null) {
                return true;
            }
        }
        return false;
    }

    /** The levels that no constant stands for. */
    List<String> without(List<String> levels) {
        return levels.stream()
                .filter(level -> constants[levels.indexOf(level)] == null)
                .toList();
    }
}
