package io.mlstack.train.evaluate;

/**
 * What each threshold would do: a row is positive when its {@code score >= threshold}.
 *
 * <p>Point 0 is the threshold {@code +infinity} that accepts nothing, each later point the next lower score that occurs;
 * the last accepts every row. The arrays belong to the record and must not be written.
 *
 * @param thresholds falling
 * @param truePositives weight of the accepted positive rows at each threshold, rising
 * @param falsePositives weight of the accepted negative rows at each threshold, rising
 * @param positives weight of all positive rows
 * @param negatives weight of all negative rows
 */
public record ThresholdCurve(
        double[] thresholds, double[] truePositives, double[] falsePositives, double positives, double negatives) {

    /** Number of points, one more than the distinct scores. */
    public int size() {
        return thresholds.length;
    }

    /** Share of the positive rows accepted at point {@code i}; NaN without positive rows. */
    public double truePositiveRate(int i) {
        return positives > 0 ? truePositives[i] / positives : Double.NaN;
    }

    /** Share of the negative rows accepted at point {@code i}; NaN without negative rows. */
    public double falsePositiveRate(int i) {
        return negatives > 0 ? falsePositives[i] / negatives : Double.NaN;
    }

    /** Share of the accepted rows that are positive; NaN at a point that accepts nothing. */
    public double precision(int i) {
        double accepted = truePositives[i] + falsePositives[i];
        return accepted > 0 ? truePositives[i] / accepted : Double.NaN;
    }

    /** Mean cost of a row at point {@code i}, when a missed positive and a false alarm cost what is given and the rest nothing. */
    public double meanCost(int i, double missCost, double alarmCost) {
        return (missCost * (positives - truePositives[i]) + alarmCost * falsePositives[i]) / (positives + negatives);
    }

    /**
     * The point of the least cost; of several the one with the highest threshold, which raises the fewest alarms.
     *
     * <p>Chosen on the rows it is then judged on, the least cost is too good to be true: choose on validation rows.
     */
    public int cheapest(double missCost, double alarmCost) {
        int best = 0;
        for (int i = 1; i < size(); i++) {
            if (meanCost(i, missCost, alarmCost) < meanCost(best, missCost, alarmCost)) {
                best = i;
            }
        }
        return best;
    }

    /** The last point whose threshold is at least {@code threshold}: what a model with that threshold does. */
    public int at(double threshold) {
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (thresholds[middle] >= threshold) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public String toString() {
        return "ThresholdCurve[" + size() + " points, " + positives + " positive and " + negatives + " negative]";
    }
}
