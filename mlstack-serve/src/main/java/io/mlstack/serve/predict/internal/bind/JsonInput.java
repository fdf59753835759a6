package io.mlstack.serve.predict.internal.bind;

import com.fasterxml.jackson.core.JsonParser;
import io.mlstack.api.error.Findings;
import io.mlstack.api.table.ColumnType;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects as the numbers that a model takes. Immutable. */
public final class JsonInput {

    private final InputRules rules;
    private final JsonNames names;
    private final @Nullable Levels[] levels;
    private final boolean ignoresUnknown;

    private JsonInput(InputRules rules, JsonNames names, @Nullable Levels[] levels, boolean ignoresUnknown) {
        this.rules = rules;
        this.names = names;
        this.levels = levels;
        this.ignoresUnknown = ignoresUnknown;
    }

    /** Fields are called as the columns, or as the components of the record that stand for them. */
    public static JsonInput of(RowInput input) {
        List<InputRule> rules = input.rules().all();
        @Nullable Levels[] levels = new @Nullable Levels[rules.size()];
        for (int i = 0; i < levels.length; i++) {
            if (rules.get(i).column().type() instanceof ColumnType.Category category) {
                levels[i] = new Levels(category.levels());
            }
        }
        return new JsonInput(input.rules(), new JsonNames(input.rules(), input.record()), levels, false);
    }

    /** The same, which passes over fields that no column is called like. */
    public JsonInput ignoringUnknownFields() {
        return new JsonInput(rules, names, levels, true);
    }

    InputRules rules() {
        return rules;
    }

    JsonNames names() {
        return names;
    }

    @Nullable
    Levels levels(int column) {
        return levels[column];
    }

    boolean ignoresUnknown() {
        return ignoresUnknown;
    }

    /**
     * Reads one object into {@code in} from 0 on, and leaves the parser behind it.
     *
     * @throws io.mlstack.api.error.InvalidInputException with everything for which the row is rejected
     */
    public void one(JsonParser parser, double[] in) throws IOException {
        new JsonRows(this, parser, Findings.collect()).one(in);
    }

    /** The rows of an array, or of objects one after another. */
    public JsonRows rows(JsonParser parser, Findings findings) {
        return new JsonRows(this, parser, findings);
    }
}
