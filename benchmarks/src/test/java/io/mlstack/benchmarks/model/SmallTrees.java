package io.mlstack.benchmarks.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two trees over three features, as XGBoost writes them. */
public final class SmallTrees {

    private static final String TREE = """
            {"base_weights":[0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
             "default_left":[%2$d,0,0],"id":%1$d,"left_children":[1,-1,-1],"loss_changes":[1,0,0],"parents":[2147483647,0,0],
             "right_children":[2,-1,-1],"split_conditions":[%3$s,-0.25,7.5E-1],"split_indices":[%4$d,0,0],
             "split_type":[0,0,0],"sum_hessian":[2,1,1],
             "tree_param":{"num_deleted":"0","num_feature":"3","num_nodes":"3","size_leaf_vector":"1"}}""";

    private static final String MODEL = """
            {"learner":{"attributes":{},"feature_names":[],"feature_types":[],
             "gradient_booster":{"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"2"},
              "iteration_indptr":[0,1,2],"tree_info":[0,0],"trees":[%s,%s]},"name":"gbtree"},
             "learner_model_param":{"base_score":"[5E-1]","boost_from_average":"1","num_class":"0","num_feature":"3",
              "num_target":"1"},
             "objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}}},"version":[3,4,0]}""";

    private SmallTrees() {}

    /** The model, whose file is written into the folder. */
    public static TreeModel model(Path folder) throws IOException {
        Path json = folder.resolve("small.json");
        Files.writeString(json, MODEL.formatted(TREE.formatted(0, 1, "5E-1", 2), TREE.formatted(1, 0, "-0.125", 0)));
        return new TreeModel(new TreeTask(2, 1, 3), json);
    }
}
