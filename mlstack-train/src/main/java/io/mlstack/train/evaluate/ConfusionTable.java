package io.mlstack.train.evaluate;

import io.mlstack.train.evaluate.internal.Figures;

/** A confusion matrix as a table whose cells are the darker the larger their share of the true class. */
final class ConfusionTable {

    /** More classes than this make no readable table. */
    static final int MOST = 24;

    private static final int SHADES = 10;

    private final ConfusionMatrix confusion;
    private final Markup page;

    ConfusionTable(ConfusionMatrix confusion, Markup page) {
        this.confusion = confusion;
        this.page = page;
    }

    void write() {
        int classes = confusion.classes().size();
        boolean large = classes <= 4;
        page.open("div", "class", "card scroll").open("table", "class", large ? "confusion large" : "confusion");
        page.open("thead").open("tr").leaf("th", "truth \u2193  said \u2192", "class", "corner");
        confusion.classes().forEach(c -> page.leaf("th", c, "scope", "col"));
        page.leaf("th", "rows", "class", "sum").close(2).open("tbody");
        for (int truth = 0; truth < classes; truth++) {
            page.open("tr").leaf("th", confusion.classes().get(truth), "scope", "row");
            for (int said = 0; said < classes; said++) {
                cell(truth, said, large);
            }
            page.leaf("td", Figures.count(confusion.actual(truth)), "class", "sum")
                    .close();
        }
        page.close(3);
    }

    private void cell(int truth, int said, boolean large) {
        double count = confusion.at(truth, said);
        double all = confusion.actual(truth);
        double share = all > 0 ? count / all : 0;
        int shade = count == 0 ? 0 : (int) Math.max(1, Math.round(share * SHADES));
        page.open("td", "class", (truth == said ? "hit s" : "miss s") + shade);
        page.leaf("b", Figures.count(count));
        if (large && all > 0) {
            page.leaf("span", Figures.percent(share));
        }
        page.close();
    }
}
