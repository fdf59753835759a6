package io.mlstack.train;

import io.mlstack.api.problem.Metric;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.OptionalLong;

/**
 * How precisely a model could be judged with this many rows.
 *
 * <p>Scaled from the interval of the best baseline: a standard error falls with the root of the rows. A much better model
 * has a narrower interval, so this errs on the wide side.
 *
 * @param metric the problem's objective where it is a share, else accuracy, or the error of a regression
 * @param testRows rows that the test part has
 * @param margin expected half width of the 95 % interval on the test part
 * @param aim the half width to reach: 0.02 where the metric is a share, else 10 % of the best baseline's error
 * @param moreRows how many more labelled rows in all would bring the margin down to {@code aim}; empty when it is reached
 */
public record Outlook(Metric metric, int testRows, double margin, double aim, OptionalLong moreRows) {

    /** {@code a test part of 86 rows gives average precision to about +-0.051; about 2,900 more labelled rows give +-0.02}. */
    @Override
    public String toString() {
        String now = "a test part of " + Figures.count(testRows) + " rows gives " + metric.label() + " to about \u00b1"
                + Figures.of(margin);
        return moreRows.isPresent()
                ? now + "; about " + Figures.count(moreRows.getAsLong()) + " more labelled rows give \u00b1"
                        + Figures.plain(aim)
                : now + ", which is \u00b1" + Figures.plain(aim) + " or better";
    }
}
