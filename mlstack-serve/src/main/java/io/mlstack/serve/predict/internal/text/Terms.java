package io.mlstack.serve.predict.internal.text;

/** What becomes of each term of a text. */
interface Terms {

    /** The term is the characters of the buffer from {@code from} to before {@code to}. */
    void term(TextBuffer buffer, int from, int to);
}
