package io.mlstack.train;

/**
 * Mean and population deviation of the numbers of a column, in row order.
 *
 * @param mean 0 where there is no number
 * @param deviation 1 where all numbers are equal, so that dividing by it changes nothing
 */
record Moments(double mean, double deviation) {

    /**
     * @param gap counts in place of each NaN; where it is NaN itself, those rows do not count
     */
    static Moments of(double[] values, double gap) {
        long count = 0;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            double number = Double.isNaN(value) ? gap : value;
            if (!Double.isNaN(number)) {
                count++;
                sum += number;
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
        }
        if (count == 0) {
            return new Moments(0, 1);
        }
        if (least == most) {
            // The rounded mean of equal numbers may differ from them, and its tiny deviation would blow up new rows.
            return new Moments(least, 1);
        }
        double mean = sum / count;
        double squares = 0;
        for (double value : values) {
            double number = Double.isNaN(value) ? gap : value;
            if (!Double.isNaN(number)) {
                squares += (number - mean) * (number - mean);
            }
        }
        return new Moments(mean, Math.sqrt(squares / count));
    }
}
