package io.mlstack.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.json.Json;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TreesTest {

    private static Trees two() {
        return Trees.builder(Tensor.Type.F64, 3, 2)
                .base(0.5, -1)
                .tree(0)
                .split(0, 3.5, Trees.Missing.NAN, true)
                .cover(10)
                .leaf(-1)
                .cover(4)
                .categories(1, new long[] {0b101, 0}, true, Trees.Missing.NEVER, true)
                .cover(6)
                .leaf(2)
                .cover(1)
                .linearLeaf(3, 4, new int[] {2, 0}, new double[] {.5, .25})
                .cover(5)
                .tree(1)
                .leaf(7)
                .cover(10)
                .build();
    }

    private static Trees changed(String name, UnaryOperator<Tensor> change) {
        Trees trees = two();
        Map<String, Tensor> tensors = new HashMap<>(trees.tensors());
        Tensor tensor = change.apply(tensors.get(name));
        if (tensor == null) {
            tensors.remove(name);
        } else {
            tensors.put(name, tensor);
        }
        return Trees.of(3, false, tensors);
    }

    private static Tensor ints(int... numbers) {
        return Tensor.of(numbers, numbers.length);
    }

    private static Tensor bytes(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return Tensor.of(bytes, bytes.length);
    }

    @Test
    void nodesStandInPreOrder() {
        Trees trees = two();

        assertThat(trees.trees()).isEqualTo(2);
        assertThat(trees.nodes()).isEqualTo(6);
        assertThat(trees.leaves()).isEqualTo(4);
        assertThat(trees.splits()).isEqualTo(2);
        assertThat(trees.depth()).isEqualTo(2);
        assertThat(trees.root(0)).isZero();
        assertThat(trees.root(1)).isEqualTo(5);
        assertThat(trees.root(2)).isEqualTo(6);
        assertThat(trees.left(0)).isEqualTo(1);
        assertThat(trees.right(0)).isEqualTo(2);
        assertThat(trees.left(2)).isEqualTo(3);
        assertThat(trees.right(2)).isEqualTo(4);
        assertThat(trees).hasToString("2 trees of depth 2, 2 splits, 3 features -> 2 outputs");
    }

    @Test
    void splitsAndLeavesSayWhatTheyWereBuiltWith() {
        Trees trees = two();

        assertThat(trees.feature(0)).isZero();
        assertThat(trees.threshold(0)).isEqualTo(3.5);
        assertThat(trees.missing(0)).isEqualTo(Trees.Missing.NAN);
        assertThat(trees.missingLeft(0)).isTrue();
        assertThat(trees.byCategories(0)).isFalse();
        assertThat(trees.byCategories(2)).isTrue();
        assertThat(trees.membersLeft(2)).isTrue();
        assertThat(trees.members(2)).containsExactly(0b101);
        assertThat(trees.missing(2)).isEqualTo(Trees.Missing.NEVER);
        assertThat(trees.missingLeft(2)).isFalse();
        assertThat(trees.value(trees.leaf(1), 0)).isEqualTo(-1);
        assertThat(trees.constant(2)).isEqualTo(4);
        assertThat(trees.termFeatures(2)).containsExactly(2, 0);
        assertThat(trees.termWeights(2)).containsExactly(.5, .25);
        assertThat(trees.termFeatures(0)).isEmpty();
        assertThat(trees.constant(0)).isEqualTo(-1);
        assertThat(trees.cover(4)).isEqualTo(5);
        assertThat(trees.output(1)).isEqualTo(1);
        assertThat(trees.base(1)).isEqualTo(-1);
    }

    @Test
    void tensorsReadBackToEqualTrees() {
        assertThat(Trees.of(3, false, two().tensors())).isEqualTo(two()).hasSameHashCodeAs(two());
        assertThat(Trees.of(3, true, two().tensors())).isNotEqualTo(two());
    }

    @Test
    void aGraphReadsBackWithItsTrees() {
        Column x = Column.of("x", ColumnType.FLOAT64);
        ModelGraph graph = ModelGraph.from(Schema.of(x, x.renamed("y"), x.renamed("z")))
                .add(new Node.Concat(java.util.List.of("x", "y", "z"), "row"))
                .add(new Node.TreeEnsemble("row", "sums", two()))
                .output(Column.of("sums", ColumnType.vector(2)))
                .build();

        assertThat(ModelGraph.fromJson(Json.parse(graph.toJson().canonical(), "graph.json"), graph.tensors()))
                .isEqualTo(graph);
    }

    @Test
    void treesTakeRowsOfTheirWidthAndType() {
        Schema schema = Schema.of(Column.of("x", ColumnType.vector(3)));

        assertThatThrownBy(() -> ModelGraph.from(schema)
                        .add(new Node.TreeEnsemble("x", "sums", two()))
                        .build())
                .hasMessageContainingAll("TreeEnsemble node \"sums\"", "column x", "f64[3]", "f32[3]");
    }

    @Test
    void leavesMayHoldANumberForEachOutput() {
        Trees trees = Trees.builder(Tensor.Type.F32, 1, 3)
                .tree(0)
                .split(0, 1, Trees.Missing.NAN, false)
                .leaf(1, 2, 3)
                .leaf(4, 5, 6)
                .build();

        assertThat(trees.leafWidth()).isEqualTo(3);
        assertThat(trees.value(1, 2)).isEqualTo(6);
        assertThat(Trees.of(1, false, trees.tensors())).isEqualTo(trees);
    }

    @Test
    void minusZeroSplitsLikeZero() {
        Trees trees = Trees.builder(Tensor.Type.F64, 1, 1)
                .tree(0)
                .split(0, -0.0, Trees.Missing.NAN, false)
                .leaf(1)
                .leaf(2)
                .build();

        assertThat(1 / trees.threshold(0)).isPositive();
    }

    @Test
    void numbersThatAreNoTreesAreRefused() {
        refused("features", t -> ints(0, -1, 1, -1), "two sides");
        refused("features", t -> ints(), "no tree");
        refused("features", t -> ints(7, -1, 1, -1, -1, -1), "feature 7");
        refused("features", t -> ints(0, -1, -2, -1, -1, -1), "feature -2");
        refused("thresholds", t -> Tensor.of(new double[] {Double.NaN, 0}, 2), "NaN");
        refused("thresholds", t -> Tensor.of(new double[] {1, 2}, 2), "by categories");
        refused("thresholds", t -> Tensor.of(new double[] {1}, 1), "1 thresholds");
        refused("thresholds", t -> Tensor.of(new float[] {1, 0}, 2), "F32[2]");
        refused("flags", t -> bytes(0x81, 24), "unknown flags");
        refused("flags", t -> bytes(6, 24), "unknown kind of missing");
        refused("flags", t -> bytes(5, 24), "never");
        refused("flags", t -> bytes(16, 24), "no members");
        refused("flags", t -> bytes(1, 0), "1 sets for 0");
        refused("leaves", t -> Tensor.of(new double[] {1, 2, 3, Double.POSITIVE_INFINITY}, 4), "infinite");
        refused("leaves", t -> Tensor.of(new double[] {1, 2, 3}, 3), "4 leaves");
        refused("leaves", t -> Tensor.of(new double[12], 4, 3), "3 numbers each for 2 outputs");
        refused("leaves", t -> Tensor.of(new double[] {1}), "F64[]");
        refused("groups", t -> ints(0, 2), "output 2 of 2");
        refused("groups", t -> null, "0 groups");
        refused("base", t -> Tensor.of(new double[0], 0), "no output");
        refused("set-sizes", t -> ints(2), "beyond all sets");
        refused("set-words", t -> Tensor.of(new long[] {5, 1}, 2), "belong to no set");
        refused("set-words", t -> Tensor.of(new long[] {0}, 1), "no member");
        refused("term-counts", t -> ints(0, 0, 3, 0), "3 terms");
        refused("term-counts", t -> ints(0, 4, -2, 0), "-2 terms");
        refused("term-counts", t -> null, "no leaf has any");
        refused("term-features", t -> ints(2, 3), "feature 3");
        refused("constants", t -> Tensor.of(new double[] {1}, 1), "1 constants");
        refused("cover", t -> Tensor.of(new double[] {1}, 1), "1 covers");
        refused("cover", t -> Tensor.of(new double[0], 0), "left out");
        refused("more", t -> ints(1), "[more]");
    }

    private static void refused(String name, UnaryOperator<Tensor> change, String why) {
        assertThatThrownBy(() -> changed(name, change))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTreeHasABoundedDepth() {
        TreesBuilder deep = Trees.builder(Tensor.Type.F32, 1, 1).tree(0);
        for (int i = 0; i <= Trees.MAX_DEPTH; i++) {
            deep.split(0, i, Trees.Missing.NAN, false).leaf(i);
        }
        deep.leaf(0);
        TreesBuilder leftwards = Trees.builder(Tensor.Type.F32, 1, 1).tree(0);
        for (int i = 0; i <= Trees.MAX_DEPTH; i++) {
            leftwards.split(0, i, Trees.Missing.NAN, false);
        }

        assertThatThrownBy(deep::build).hasMessageContaining("deeper than 4096");
        assertThatThrownBy(leftwards::build).hasMessageContaining("deeper than 4096");
    }

    @Test
    void aFloat32TreeRefusesWhatNoFloat32Holds() {
        TreesBuilder builder = Trees.builder(Tensor.Type.F32, 1, 1).tree(0).leaf(0.1);

        assertThatThrownBy(builder::build).hasMessageContaining("0.1 is no float32");
    }

    @Test
    void treesThatWereStartedMustGrow() {
        assertThatThrownBy(() -> Trees.builder(Tensor.Type.F64, 1, 1)
                        .tree(0)
                        .leaf(1)
                        .leaf(2)
                        .build())
                .hasMessageContaining("1 groups");
        assertThatThrownBy(() -> Trees.builder(Tensor.Type.F64, 1, 2)
                        .tree(0)
                        .leaf(1, 2)
                        .leaf(2)
                        .build())
                .hasMessageContaining("give each leaf 2");
    }
}
