package io.mlstack.train.engine.jvm;

/**
 * Limited-memory BFGS for convex functions, run until the largest gradient component is at most the tolerance.
 *
 * <p>Function values of a sum over many rows lose all their digits long before the gradient does, so near the optimum a
 * line search that compares values stops early. Here the search brackets a zero of the directional derivative and
 * accepts by the approximate Wolfe conditions, which read derivatives only; the value serves as a guard against
 * overshoot. Sources: J. Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", Math. Comp. 35 (1980);
 * W. Hager, H. Zhang, "A New Conjugate Gradient Method with Guaranteed Descent and an Efficient Line Search", SIAM J.
 * Optim. 16 (2005), section 4.
 */
final class Lbfgs {
    /** What a search ended with; {@code point} is the best point even when it did not converge. */
    record Result(double[] point, double value, double gradientNorm, int iterations, boolean converged) {}

    /** Sees the search as it goes; what it throws ends the search. */
    interface Watch {
        /** Sees nothing. */
        Watch NOTHING = new Watch() {
            @Override
            public void beforeEvaluation() {}

            @Override
            public void iterationEnded(int iteration, double value) {}
        };

        void beforeEvaluation();

        /** @param iteration from 1 */
        void iterationEnded(int iteration, double value);
    }

    private static final int MEMORY = 20;
    private static final double CURVATURE = 0.9;
    private static final double DECREASE = 0.1;
    private static final double VALUE_NOISE = 1e-10;
    private static final int MAX_PROBES = 60;

    private final Objective objective;
    private final int n;
    private final double tolerance;
    private final Watch watch;
    private final double[][] steps = new double[MEMORY][];
    private final double[][] changes = new double[MEMORY][];
    private final double[] curvature = new double[MEMORY];
    private final double[] alpha = new double[MEMORY];
    private final double[] direction;
    private double[] x;
    private double[] gradient;
    private double[] trialPoint;
    private double[] trialGradient;
    private double value;
    private double trialValue;
    private double trialSlope;
    private int stored;
    private int newest = -1;

    private Lbfgs(Objective objective, double[] start, double tolerance, Watch watch) {
        this.objective = objective;
        this.n = objective.dimension();
        this.tolerance = tolerance;
        this.watch = watch;
        this.x = start.clone();
        this.gradient = new double[n];
        this.trialPoint = new double[n];
        this.trialGradient = new double[n];
        this.direction = new double[n];
    }

    /**
     * Minimises {@code objective} from {@code start}.
     *
     * @param tolerance the largest gradient component that counts as converged
     */
    static Result minimise(Objective objective, double[] start, double tolerance, int maxIterations, Watch watch) {
        return new Lbfgs(objective, start, tolerance, watch).run(maxIterations);
    }

    private Result run(int maxIterations) {
        watch.beforeEvaluation();
        value = objective.evaluate(x, gradient);
        int iteration = 0;
        while (true) {
            double norm = Reductions.maxNorm(gradient);
            if (norm <= tolerance) {
                return new Result(x, value, norm, iteration, true);
            }
            if (iteration == maxIterations || !Double.isFinite(norm) || !Double.isFinite(value)) {
                return new Result(x, value, norm, iteration, false);
            }
            if (!advance()) {
                return new Result(x, value, norm, iteration, false);
            }
            watch.iterationEnded(++iteration, value);
        }
    }

    /** One line search; a direction spoilt by rounding is given one more chance without the memory. */
    private boolean advance() {
        while (true) {
            double slope = chooseDirection();
            double first = stored > 0 ? 1 : 1 / Math.max(1, Reductions.maxNorm(gradient));
            if (slope < 0 && search(slope, first)) {
                accept();
                return true;
            }
            if (stored == 0) {
                return false;
            }
            stored = 0;
        }
    }

    /** The two-loop recursion; returns the directional derivative. */
    private double chooseDirection() {
        for (int i = 0; i < n; i++) {
            direction[i] = -gradient[i];
        }
        for (int back = 0; back < stored; back++) {
            int slot = Math.floorMod(newest - back, MEMORY);
            alpha[slot] = Reductions.dot(steps[slot], 0, direction, 0, n) / curvature[slot];
            Reductions.addScaled(-alpha[slot], changes[slot], 0, direction, 0, n);
        }
        if (stored > 0) {
            double scale = curvature[newest] / Reductions.dot(changes[newest], 0, changes[newest], 0, n);
            for (int i = 0; i < n; i++) {
                direction[i] *= scale;
            }
        }
        for (int back = stored - 1; back >= 0; back--) {
            int slot = Math.floorMod(newest - back, MEMORY);
            double beta = Reductions.dot(changes[slot], 0, direction, 0, n) / curvature[slot];
            Reductions.addScaled(alpha[slot] - beta, steps[slot], 0, direction, 0, n);
        }
        return Reductions.dot(gradient, 0, direction, 0, n);
    }

    /** Leaves an accepted point in the trial fields, or returns false when rounding left none to find. */
    private boolean search(double slope, double first) {
        double low = 0;
        double lowSlope = slope;
        double high = Double.POSITIVE_INFINITY;
        double highSlope = Double.NaN;
        double step = first;
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            probe(step);
            if (isAcceptable(step, slope)) {
                return true;
            }
            boolean usable = Double.isFinite(trialValue) && Double.isFinite(trialSlope);
            if (usable && trialSlope < 0 && trialValue <= value + noise()) {
                low = step;
                lowSlope = trialSlope;
            } else {
                high = step;
                highSlope = usable && trialSlope > 0 ? trialSlope : Double.NaN;
            }
            double next = nextStep(low, lowSlope, high, highSlope, slope);
            if (next == low || next == high) {
                return false;
            }
            step = next;
        }
        return false;
    }

    private void probe(double step) {
        for (int i = 0; i < n; i++) {
            trialPoint[i] = Math.fma(step, direction[i], x[i]);
        }
        watch.beforeEvaluation();
        trialValue = objective.evaluate(trialPoint, trialGradient);
        trialSlope = Reductions.dot(trialGradient, 0, direction, 0, n);
    }

    private boolean isAcceptable(double step, double slope) {
        if (!(trialSlope >= CURVATURE * slope)) {
            return Reductions.maxNorm(trialGradient) <= tolerance;
        }
        boolean decreased = trialValue <= value + DECREASE * step * slope;
        boolean flat = trialSlope <= (2 * DECREASE - 1) * slope && trialValue <= value + noise();
        return decreased || flat;
    }

    private double noise() {
        return VALUE_NOISE * Math.abs(value);
    }

    /** Secant on the derivative, kept away from the ends of the bracket; without a bracket, a bounded extrapolation. */
    private static double nextStep(double low, double lowSlope, double high, double highSlope, double slopeAtZero) {
        if (high == Double.POSITIVE_INFINITY) {
            double secant = low * slopeAtZero / (slopeAtZero - lowSlope);
            return Math.min(Math.max(secant, 2 * low), 10 * low);
        }
        double width = high - low;
        double secant = low + width * lowSlope / (lowSlope - highSlope);
        if (!(secant >= low + 0.1 * width)) {
            return Double.isNaN(secant) ? low + 0.5 * width : low + 0.1 * width;
        }
        return Math.min(secant, high - 0.1 * width);
    }

    private void accept() {
        int slot = (newest + 1) % MEMORY;
        double[] s = steps[slot] == null ? new double[n] : steps[slot];
        double[] y = changes[slot] == null ? new double[n] : changes[slot];
        for (int i = 0; i < n; i++) {
            s[i] = trialPoint[i] - x[i];
            y[i] = trialGradient[i] - gradient[i];
        }
        double sy = Reductions.dot(s, 0, y, 0, n);
        steps[slot] = s;
        changes[slot] = y;
        // A pair without positive curvature is rounding noise: it would make the next direction point uphill.
        if (sy > 0) {
            curvature[slot] = sy;
            newest = slot;
            stored = Math.min(stored + 1, MEMORY);
        } else {
            stored = Math.min(stored, MEMORY - 1);
        }
        double[] swap = x;
        x = trialPoint;
        trialPoint = swap;
        swap = gradient;
        gradient = trialGradient;
        trialGradient = swap;
        value = trialValue;
    }
}
