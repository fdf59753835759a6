package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.importer.internal.Rounds;

/**
 * The booster {@code gblinear}. XGBoost adds the products of a row one by one in float32, in the order of the features, and
 * leaves out what is missing. A tree of one linear leaf for each weight does exactly that; a matrix product would not.
 *
 * @param weights {@code features} rows of {@code outputs} numbers, then a row of biases
 * @param base one number for each output
 */
record LinearBooster(float[] weights, float[] base, int features) implements XgboostModel.Booster {

    static LinearBooster read(Place model, float[] base, int features) {
        Place weights = model.field("weights");
        long needed = (features + 1L) * base.length;
        float[] numbers = weights.floats(weights.numbers().length);
        if (numbers.length != needed) {
            throw Refusal.damaged(weights.path(), "has " + numbers.length + " numbers, not " + needed);
        }
        weights.requireFinite(numbers);
        return new LinearBooster(numbers, base, features);
    }

    @Override
    public Rounds rounds() {
        return Rounds.all(0);
    }

    @Override
    public Trees trees(int rounds) {
        int outputs = base.length;
        double[] start = new double[outputs];
        TreesBuilder trees = Trees.builder(Tensor.Type.F32, features, outputs);
        for (int k = 0; k < outputs; k++) {
            start[k] = weights[features * outputs + k] + base[k];
            for (int f = 0; f < features; f++) {
                trees.tree(k).linearLeaf(0, 0, new int[] {f}, new double[] {weights[f * outputs + k]});
            }
        }
        return trees.base(start).build();
    }
}
