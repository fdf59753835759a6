package io.mlstack.train.evaluate;

import java.util.List;

/**
 * A plot with what a reader needs to understand it.
 *
 * @param title what it is
 * @param caption what it says, in a sentence or two
 * @param legend which line is which; empty where there is one
 */
record Chart(String title, String caption, List<Key> legend, Plot plot) {

    /** One line of the legend. */
    record Key(String css, String name) {}
}
