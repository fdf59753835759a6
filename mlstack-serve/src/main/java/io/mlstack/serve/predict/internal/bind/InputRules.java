package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a model takes as a row of numbers, wherever the row comes from. Immutable. */
public final class InputRules {

    private final List<InputRule> rules;
    private final Acceptance acceptance;
    private final double[] blank;

    private InputRules(List<InputRule> rules, int width) {
        this.rules = List.copyOf(rules);
        this.acceptance = Acceptance.of(rules);
        this.blank = new double[width];
        rules.forEach(rule -> System.arraycopy(rule.missingNumbers(), 0, blank, rule.slot(), rule.width()));
    }

    /**
     * The policies of a graph's input columns.
     *
     * @param texts what makes numbers of each column of texts
     */
    public static InputRules of(ModelGraph graph, Map<String, TextColumn> texts) {
        List<InputRule> rules = new ArrayList<>();
        int slot = 0;
        for (Column column : graph.input()) {
            InputRule rule = new InputRule(column, slot, graph.policy(column.name()), texts.get(column.name()));
            rules.add(rule);
            slot += rule.width();
        }
        return new InputRules(rules, slot);
    }

    /** Numbers of a row. */
    public int width() {
        return blank.length;
    }

    /** One rule a column, in order. */
    List<InputRule> all() {
        return rules;
    }

    /** Writes a row in which every value is missing. */
    void clear(double[] in, int at) {
        System.arraycopy(blank, 0, in, at, blank.length);
    }

    /**
     * Mends the row that starts at {@code at} where policies say how.
     *
     * @return false where a number is rejected; some others may have been mended then
     */
    boolean admit(double[] in, int at) {
        return acceptance.accepts(in, at) || mend(in, at);
    }

    private boolean mend(double[] in, int at) {
        boolean admitted = true;
        for (InputRule rule : rules) {
            admitted &= rule.mend(in, at);
        }
        return admitted;
    }
}
