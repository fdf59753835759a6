package io.mlstack.data.read;

/** Steps through the elements of a JSON array that is written without white space; reused from cell to cell. */
final class ArrayScan {

    private char[] chars = {};
    private int at;
    private int last;
    private int from;
    private int to;

    /** Stands before the first element of {@code chars[begin] .. chars[end - 1]}, brackets included. */
    void start(char[] cells, int begin, int end) {
        chars = cells;
        at = begin + 1;
        last = end - 1;
    }

    /** Moves to the next element, if there is one. */
    boolean next() {
        if (at >= last) {
            return false;
        }
        from = at;
        at = end(from);
        to = at++;
        return true;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The first character of the element, which tells its kind. */
    char first() {
        return chars[from];
    }

    boolean isNumber() {
        return first() == '-' || first() >= '0' && first() <= '9';
    }

    /** Where the comma after an element stands, or the last bracket. */
    private int end(int start) {
        int depth = 0;
        for (int i = start; i < last; i++) {
            switch (chars[i]) {
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case '"' -> i = closingQuote(i);
                default -> {}
            }
        }
        return last;
    }

    private int closingQuote(int open) {
        int i = open + 1;
        while (chars[i] != '"') {
            i += chars[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
