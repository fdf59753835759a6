package io.mlstack.serve.predict.internal.explain;

import io.mlstack.api.model.Trees;
import io.mlstack.serve.predict.internal.compute.TreeRoute;

/**
 * Exact Shapley values of the expectation of a tree ensemble under the cover of its nodes.
 *
 * <p>A feature that is not known goes both ways, each weighed by its share of the training rows. S. M. Lundberg et al., From
 * local explanations to global understanding with explainable AI for trees, Nature Machine Intelligence 2 (2020),
 * supplementary algorithm 2: O(leaves * depth^2) for a row.
 */
final class TreeShap implements Attribution {

    /** Deeper paths have weights of subsets that float64 cannot tell apart. */
    static final int MAX_DEPTH = 128;

    private final Trees trees;
    private final TreeRoute route;
    private final int[] counts;
    private final double[] bases;
    private final int longest;

    TreeShap(Trees trees) {
        this.trees = trees;
        this.route = new TreeRoute(trees);
        this.longest = Math.min(trees.depth(), trees.features()) + 2;
        this.counts = new int[trees.outputs()];
        this.bases = new double[trees.outputs()];
        for (int t = 0; t < trees.trees(); t++) {
            for (int k = 0; k < trees.leafWidth(); k++) {
                counts[trees.output(t) + k]++;
                bases[trees.output(t) + k] += expectation(t, k);
            }
        }
        for (int k = 0; k < bases.length; k++) {
            bases[k] = trees.base(k) + bases[k] / divisor(k);
        }
    }

    private double divisor(int output) {
        return trees.isAverage() && counts[output] > 0 ? counts[output] : 1;
    }

    /** The mean of the leaves of a tree by their cover; nodes stand in pre-order, so one pass backwards will do. */
    private double expectation(int tree, int k) {
        int first = trees.root(tree);
        double[] means = new double[trees.root(tree + 1) - first];
        for (int n = means.length - 1; n >= 0; n--) {
            int node = first + n;
            if (trees.isLeaf(node)) {
                means[n] = trees.value(trees.leaf(node), k);
            } else {
                double left = share(trees.left(node), node);
                means[n] = left * means[trees.left(node) - first] + (1 - left) * means[trees.right(node) - first];
            }
        }
        return means[0];
    }

    /** Which part of the rows of a node came to one of its children; half where none came. */
    private double share(int child, int node) {
        double cover = trees.cover(node);
        return cover > 0 ? trees.cover(child) / cover : 0.5;
    }

    @Override
    public int features() {
        return trees.features();
    }

    @Override
    public int outputs() {
        return trees.outputs();
    }

    @Override
    public double attribute(double[] x, int output, double[] shares) {
        boolean wide = trees.leafWidth() > 1;
        Walk walk = new Walk(x, wide ? output : 0, 1 / divisor(output), shares);
        for (int t = 0; t < trees.trees(); t++) {
            if (wide || trees.output(t) == output) {
                walk.visit(trees.root(t), 0, 0, 1, 1, -1);
            }
        }
        return bases[output];
    }

    /**
     * One row's way down a tree, both sides of each split at once. The path of features so far lies in rows of flat arrays,
     * a row a level, because siblings go on from the same path.
     */
    private final class Walk {
        private final double[] x;
        private final int output;
        private final double scale;
        private final double[] shares;
        private final int[] feature = new int[rows() * longest];
        /** Which part of the training rows goes on where the feature is not known. */
        private final double[] zero = new double[rows() * longest];
        /** 1 where the row itself goes on, else 0. */
        private final double[] one = new double[rows() * longest];
        /** Weight of the subsets of each size. */
        private final double[] weight = new double[rows() * longest];

        Walk(double[] x, int output, double scale, double[] shares) {
            this.x = x;
            this.output = output;
            this.scale = scale;
            this.shares = shares;
        }

        private int rows() {
            return trees.depth() + 1;
        }

        /** @param length features on the path before this node's own */
        void visit(int node, int level, int length, double zeroPart, double onePart, int by) {
            int at = level * longest;
            if (level > 0) {
                int before = at - longest;
                System.arraycopy(feature, before, feature, at, length);
                System.arraycopy(zero, before, zero, at, length);
                System.arraycopy(one, before, one, at, length);
                System.arraycopy(weight, before, weight, at, length);
            }
            extend(at, length, zeroPart, onePart, by);
            int used = length + 1;
            if (trees.isLeaf(node)) {
                leaf(at, used, scale * trees.value(trees.leaf(node), output));
                return;
            }
            double zeroBefore = 1;
            double oneBefore = 1;
            int known = find(at, used, trees.feature(node));
            if (known > 0) {
                zeroBefore = zero[at + known];
                oneBefore = one[at + known];
                unwind(at, used, known);
                used--;
            }
            int left = trees.left(node);
            int right = trees.right(node);
            boolean goesLeft = route.goesLeft(node, x[trees.feature(node)]);
            double leftShare = share(left, node);
            visit(left, level + 1, used, zeroBefore * leftShare, goesLeft ? oneBefore : 0, trees.feature(node));
            visit(right, level + 1, used, zeroBefore * (1 - leftShare), goesLeft ? 0 : oneBefore, trees.feature(node));
        }

        private int find(int at, int used, int wanted) {
            for (int i = 1; i < used; i++) {
                if (feature[at + i] == wanted) {
                    return i;
                }
            }
            return 0;
        }

        private void extend(int at, int length, double zeroPart, double onePart, int by) {
            feature[at + length] = by;
            zero[at + length] = zeroPart;
            one[at + length] = onePart;
            weight[at + length] = length == 0 ? 1 : 0;
            for (int i = length - 1; i >= 0; i--) {
                weight[at + i + 1] += onePart * weight[at + i] * (i + 1) / (length + 1);
                weight[at + i] = zeroPart * weight[at + i] * (length - i) / (length + 1);
            }
        }

        /** Takes feature {@code known} off the path, as if it had never been extended by it. */
        private void unwind(int at, int used, int known) {
            int last = used - 1;
            double onePart = one[at + known];
            double zeroPart = zero[at + known];
            double next = weight[at + last];
            for (int i = last - 1; i >= 0; i--) {
                if (onePart != 0) {
                    double before = weight[at + i];
                    weight[at + i] = next * (last + 1) / ((i + 1) * onePart);
                    next = before - weight[at + i] * zeroPart * (last - i) / (last + 1);
                } else if (zeroPart != 0) {
                    weight[at + i] = weight[at + i] * (last + 1) / (zeroPart * (last - i));
                }
            }
            for (int i = known; i < last; i++) {
                feature[at + i] = feature[at + i + 1];
                zero[at + i] = zero[at + i + 1];
                one[at + i] = one[at + i + 1];
            }
        }

        private void leaf(int at, int used, double value) {
            for (int i = 1; i < used; i++) {
                double unwound = unwoundSum(at, used, i);
                shares[feature[at + i]] += unwound * (one[at + i] - zero[at + i]) * value;
            }
        }

        /** The sum of the weights that {@link #unwind} would leave. */
        private double unwoundSum(int at, int used, int known) {
            int last = used - 1;
            double onePart = one[at + known];
            double zeroPart = zero[at + known];
            double next = weight[at + last];
            double total = 0;
            for (int i = last - 1; i >= 0; i--) {
                if (onePart != 0) {
                    double unwound = next * (last + 1) / ((i + 1) * onePart);
                    total += unwound;
                    next = weight[at + i] - unwound * zeroPart * (last - i) / (last + 1);
                } else if (zeroPart != 0) {
                    total += weight[at + i] * (last + 1) / (zeroPart * (last - i));
                }
            }
            return total;
        }
    }
}
