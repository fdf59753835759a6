package io.mlstack.api.table;

/**
 * One column of a schema.
 *
 * @param name not blank, at most 200 characters, no control characters
 * @param type what the values are
 * @param nullable whether a value may be missing
 * @param personal whether values can identify a person; such columns never reach goldens, sketches, reports or logs
 * @param description what the values mean and in which unit; may be empty
 */
public record Column(String name, ColumnType type, boolean nullable, boolean personal, String description) {

    /** What stands in messages and reports in the place of a personal value. */
    static final String PERSONAL = "(personal)";

    private static final int MAX_NAME = 200;

    public Column {
        if (!isName(name)) {
            String shown = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
            throw new IllegalArgumentException("\"" + shown + "\" cannot name a column: use 1 to " + MAX_NAME
                    + " printable characters, not only spaces");
        }
    }

    /** Whether {@code text} can name a column, and so a value of a model. */
    public static boolean isName(String text) {
        if (text.isBlank() || text.length() > MAX_NAME) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A column whose values are never missing. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, false, false, "");
    }

    /** This column with values that may be missing. */
    public Column asNullable() {
        return new Column(name, type, true, personal, description);
    }

    /** This column marked as personal data. */
    public Column asPersonal() {
        return new Column(name, type, nullable, true, description);
    }

    /** This column with another description. */
    public Column describedAs(String text) {
        return new Column(name, type, nullable, personal, text);
    }

    /** This column under another name. */
    public Column renamed(String newName) {
        return new Column(newName, type, nullable, personal, description);
    }

    /** This column with another type. */
    public Column typed(ColumnType newType) {
        return new Column(name, newType, nullable, personal, description);
    }

    /** The type as messages and reports may show it: the levels of a personal category are values of persons. */
    String shownType() {
        return personal ? withoutLevels(type) : type.spelling();
    }

    private static String withoutLevels(ColumnType type) {
        if (type instanceof ColumnType.Category category) {
            return "category(" + category.levels().size() + " levels)";
        }
        return type instanceof ColumnType.ListOf list ? "list(" + withoutLevels(list.element()) + ")" : type.spelling();
    }

    /** {@code mean_area: float64, nullable}; of a personal category only the number of levels. */
    @Override
    public String toString() {
        return name + ": " + shownType() + (nullable ? ", nullable" : "") + (personal ? ", personal" : "");
    }
}
