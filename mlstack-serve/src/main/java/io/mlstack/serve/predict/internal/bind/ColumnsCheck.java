package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mends the rows of a block as policies say, and collects what they reject. Not thread-safe. */
public final class ColumnsCheck {

    private final InputRules rules;
    private final Columns rows;
    private final List<InputRule> texts;
    private final Findings findings = Findings.collect();
    private final Judgement judgement = Judgement.ofRejected(findings);

    /** @param rows with a column for each of the rules */
    public ColumnsCheck(InputRules rules, Columns rows) {
        this.rules = rules;
        this.rows = rows;
        this.texts = rules.all().stream()
                .filter(rule -> rule.text() != null && !rule.passesMissing())
                .toList();
    }

    /**
     * Mends the numbers of {@code count} rows.
     *
     * @param first position of the first of them in the block
     * @return whether all rows so far may be scored
     */
    public boolean admit(double[] in, int first, int count) {
        for (int r = 0; r < count; r++) {
            missTexts(in, r * rules.width(), first + r);
            if (!rules.admit(in, r * rules.width())) {
                judge(in, r * rules.width(), first + r);
            }
        }
        return findings.isEmpty();
    }

    /** What the model would make of no text is not what stands for one that is rejected. */
    private void missTexts(double[] in, int at, int row) {
        for (InputRule rule : texts) {
            if (rows.vector(rule.column().name()).isMissing(row)) {
                System.arraycopy(rule.missingNumbers(), 0, in, at + rule.slot(), rule.width());
            }
        }
    }

    private void judge(double[] in, int at, int row) {
        for (InputRule rule : rules.all()) {
            String name = rule.column().name();
            String place = "row " + row + ", column " + name;
            if (rows.vector(name).isMissing(row)) {
                judgement.absent(rule, place, "");
            } else {
                judgement.numbers(rule, in, at + rule.slot(), rule.isCategory() ? text(row, name) : null, place);
            }
        }
    }

    private @Nullable String text(int row, String column) {
        Object value = rows.value(row, column);
        return value == null ? null : value.toString();
    }

    /** @throws InvalidInputException with everything for which rows are rejected, if anything */
    public void throwIfAny() {
        findings.throwIfAny(InvalidInputException::new);
    }
}
