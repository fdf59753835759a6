package io.mlstack.data.store.internal;

/** What an object is; part of its id, so that bytes of one kind never pass for another. */
public enum ObjectKind {
    /** Who changed what when: a table and its parents. */
    COMMIT(1),
    /** A schema and the top of the tree that holds its rows. */
    TABLE(2),
    /** A block of rows: one page a column. */
    LEAF(3),
    /** The values of one column in one block of rows. */
    PAGE(4),
    /** Leaves or nodes that follow one another. */
    TREE_NODE(5),
    /** What is known of the values of a page without reading them. */
    SKETCH(6);

    private final byte code;

    ObjectKind(int code) {
        this.code = (byte) code;
    }

    /** The stored form of the kind; never changes. */
    byte code() {
        return code;
    }

    /** The kind as it is named in messages. */
    String word() {
        return switch (this) {
            case COMMIT -> "commit";
            case TABLE -> "table";
            case LEAF -> "leaf";
            case PAGE -> "column page";
            case TREE_NODE -> "tree node";
            case SKETCH -> "sketch";
        };
    }
}
