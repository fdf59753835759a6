package io.mlstack.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeModelTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsBelowTheThresholdGoesLeftAndMissingWhereTheTreeSays() throws IOException {
        BoostedTrees trees = SmallTrees.model(folder).trees();
        assertThat(trees.margin(new float[] {-1, 0, 0.25f}, 0)).isEqualTo(-0.5);
        assertThat(trees.margin(new float[] {-1, 0, 0.5f}, 0)).isEqualTo(0.5);
        assertThat(trees.margin(new float[] {-0.125f, 0, 0.5f}, 0)).isEqualTo(1.5);
        assertThat(trees.margin(new float[] {Float.NaN, 0, Float.NaN}, 0)).isEqualTo(0.5);
    }

    @Test
    void lightGbmTakesTheNextFloatBelowBecauseItGoesLeftOnEquality() throws IOException {
        String text = LightGbmText.of(SmallTrees.model(folder).trees(), 3);
        assertThat(text)
                .contains("threshold=" + (double) Math.nextDown(0.5f) + "\n")
                .contains("decision_type=10\n", "decision_type=8\n")
                .contains("left_child=-1\nright_child=-2\nleaf_value=-0.25 0.75\n");
        String sizes = text.lines()
                .filter(line -> line.startsWith("tree_sizes="))
                .findFirst()
                .orElseThrow()
                .substring("tree_sizes=".length());
        int second = text.indexOf("Tree=1");
        assertThat(second - text.indexOf("Tree=0")).isEqualTo(Integer.parseInt(sizes.split(" ")[0]));
    }

    @Test
    void aTaskThatDiffersHasAnotherKey() {
        assertThat(new TreeTask(2, 1, 3).key())
                .isNotEqualTo(new TreeTask(2, 1, 4).key())
                .isNotEqualTo(new TreeTask(3, 1, 3).key())
                .isNotEqualTo(new TreeTask(2, 2, 3).key());
    }

    @Test
    void bothAnswersAreTrainedOn() {
        TreeTask task = new TreeTask(1, 1, 5);
        assertThat(task.labels(task.rows(200))).contains(0, 1).hasSize(200);
    }
}
