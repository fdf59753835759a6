package io.mlstack.serve.importer;

import java.nio.charset.StandardCharsets;

/** Models written by hand after the format, small enough to score by hand. */
final class LightGbmTexts {

    /**
     * A regression as LightGBM 2.3 to 3.1 wrote it (text v3, no {@code is_linear}, {@code monotone_constraints}): amount (nothing
     * missing in training) {@code <= 10 ? (color is red ? 1 : 2) : (age <= 30.5, missing left ? 4 : 8)}, and a tree of one leaf, 16.
     */
    static final String V3 = """
            tree
            version=v3
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=2
            objective=regression
            feature_names=amount color age
            monotone_constraints=0 0 0
            feature_infos=[0:50] 0:1:2 [18:99.5]
            tree_sizes=412 170

            Tree=0
            num_leaves=4
            num_cat=1
            split_feature=0 1 2
            split_gain=3 2 1
            threshold=10 0 30.5
            decision_type=0 1 10
            left_child=1 -1 -3
            right_child=2 -2 -4
            leaf_value=1 2 4 8
            leaf_weight=10 10 10 10
            leaf_count=10 20 30 40
            internal_value=0 0 0
            internal_weight=0 0 0
            internal_count=100 30 70
            cat_boundaries=0 1
            cat_threshold=1
            shrinkage=0.1


            Tree=1
            num_leaves=1
            num_cat=0
            split_feature=
            split_gain=
            threshold=
            decision_type=
            left_child=
            right_child=
            leaf_value=16
            leaf_weight=
            leaf_count=
            internal_value=
            internal_weight=
            internal_count=
            shrinkage=1


            end of trees

            feature_importances:
            amount=1
            color=1
            age=1

            parameters:
            [boosting: gbdt]
            [objective: regression]
            [categorical_feature: 1]
            end of parameters

            pandas_categorical:[["red", "green", "blue"]]
            """;

    /** Three classes, one linear tree each, as LightGBM 4 writes them; the first class has a tree of one linear leaf. */
    static final String V4 = """
            tree
            version=v4
            num_class=3
            num_tree_per_iteration=3
            label_index=0
            max_feature_idx=1
            objective=multiclass num_class:3
            feature_names=x y
            feature_infos=[-1:1] none
            tree_sizes=300 400 400

            Tree=0
            num_leaves=1
            num_cat=0
            split_feature=
            split_gain=
            threshold=
            decision_type=
            left_child=
            right_child=
            leaf_value=0.25
            leaf_weight=0
            leaf_count=0
            internal_value=
            internal_weight=
            internal_count=
            is_linear=1
            leaf_const=0.5
            num_features=2
            leaf_features=0 1
            leaf_coeff=2 -1
            shrinkage=1


            Tree=1
            num_leaves=2
            num_cat=0
            split_feature=0
            split_gain=1
            threshold=inf
            decision_type=8
            left_child=-1
            right_child=-2
            leaf_value=1 3
            leaf_weight=1 1
            leaf_count=6 4
            internal_value=0
            internal_weight=0
            internal_count=10
            is_linear=1
            leaf_const=1.5 3
            num_features=1 0
            leaf_features=1
            leaf_coeff=-0.5
            shrinkage=1


            Tree=2
            num_leaves=2
            num_cat=0
            split_feature=1
            split_gain=1
            threshold=1.0000000180025095e-35
            decision_type=6
            left_child=-1
            right_child=-2
            leaf_value=-1e-3 2.5E2
            leaf_weight=1 1
            leaf_count=5 5
            internal_value=0
            internal_weight=0
            internal_count=10
            is_linear=0
            shrinkage=1


            end of trees

            feature_importances:
            x=1

            parameters:
            end of parameters
            """;

    private LightGbmTexts() {}

    static ImportedModel read(String text) {
        return Import.lightgbm(text.getBytes(StandardCharsets.UTF_8), "model.txt");
    }
}
