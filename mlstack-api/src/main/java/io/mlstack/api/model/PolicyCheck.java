package io.mlstack.api.model;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.model.InputPolicy.Action;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what does not fit between a column and its {@link InputPolicy}. */
final class PolicyCheck {

    private final Schema input;
    private final Findings findings;

    PolicyCheck(Schema input, Findings findings) {
        this.input = input;
        this.findings = findings;
    }

    void policy(String name, InputPolicy policy) {
        if (!input.has(name)) {
            add(name, "no input column has that name", NearestName.cure(name, input.names()));
            return;
        }
        Column column = input.column(name);
        actions(column, policy);
        range(column, policy);
        fallback(column, policy);
    }

    private void actions(Column column, InputPolicy policy) {
        boolean category = column.type().kind() == ColumnType.Kind.CATEGORY;
        if (!category && policy.onUnseen() != Action.REJECT) {
            add(column.name(), "says what unseen levels become, but is no category", "leave unseen at REJECT");
        }
        if (!hasRange(column) && policy.onOutOfRange() != Action.REJECT) {
            add(column.name(), "says what becomes of numbers out of range, but has none", "leave outOfRange at REJECT");
        }
        if (policy.onMissing() == Action.CLAMP || policy.onUnseen() == Action.CLAMP) {
            add(column.name(), "only a number out of range can be clamped", "choose REJECT, MISSING or DEFAULT");
        }
        if (policy.takes(Action.MISSING) && !column.nullable()) {
            add(
                    column.name(),
                    "lets values become missing, which the column is not trained for",
                    "choose another action or train with a nullable column");
        }
    }

    private void range(Column column, InputPolicy policy) {
        if (policy.hasRange() && !hasRange(column)) {
            add(column.name(), "has a range, but its values are no numbers in an order", "remove the range");
        }
        if (policy.onOutOfRange() == Action.CLAMP && !policy.hasRange()) {
            add(column.name(), "clamps to a range that it does not declare", "declare one with within(least, most)");
        }
    }

    private static boolean hasRange(Column column) {
        return switch (column.type().kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL, DATE, TIMESTAMP, VECTOR, TENSOR -> true;
            case BOOLEAN, TEXT, CATEGORY, BLOB, LIST, JSON -> false;
        };
    }

    private void fallback(Column column, InputPolicy policy) {
        String level = policy.defaultLevel();
        Double number = policy.defaultNumber();
        if (level == null && number == null) {
            if (policy.takes(Action.DEFAULT)) {
                add(column.name(), "takes a default that it does not declare", "declare one with orElse");
            }
            return;
        }
        if (!policy.takes(Action.DEFAULT)) {
            add(column.name(), "declares a default that no action takes", "let missing, unseen or outOfRange take it");
        }
        switch (column.type().kind()) {
            case CATEGORY -> level(column, ((ColumnType.Category) column.type()).levels(), level);
            case TEXT, BLOB, LIST, JSON ->
                add(column.name(), "declares a default, which texts do not have", "remove the default");
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, DATE, TIMESTAMP, VECTOR, TENSOR ->
                number(column, policy, number);
        }
    }

    private void level(Column column, List<String> levels, @Nullable String level) {
        if (level == null) {
            add(column.name(), "has a number as the default of a category", "give one of its levels");
        } else if (!levels.contains(level)) {
            String shown = column.personal() ? "the default" : "the default \"" + level + "\"";
            String cure = column.personal() ? "give one of its levels" : NearestName.cure(level, levels);
            add(column.name(), shown + " is none of its levels", cure);
        }
    }

    private void number(Column column, InputPolicy policy, @Nullable Double number) {
        if (number == null) {
            add(column.name(), "has a text as the default of a column of numbers", "give a number");
            return;
        }
        String shown = column.personal() ? "the default" : "the default " + CanonicalNumber.format(number);
        if (number < policy.least() || number > policy.most()) {
            add(column.name(), shown + " is out of the range", "give one that is accepted");
        }
        boolean held = switch (column.type().kind()) {
            case BOOLEAN -> number == 0 || number == 1;
            case INT32, DATE -> number == (int) (double) number;
            case INT64 -> number == (long) (double) number;
            case FLOAT32, VECTOR, TENSOR -> Float.isFinite(number.floatValue());
            case FLOAT64, DECIMAL, TIMESTAMP, TEXT, CATEGORY, BLOB, LIST, JSON -> true;
        };
        if (!held) {
            add(
                    column.name(),
                    shown + " is no value of the type " + column.type().spelling(),
                    "give one that the column can hold");
        }
    }

    private void add(String column, String message, String cure) {
        findings.add("graph.policy", "policy of column " + column, message, cure);
    }
}
