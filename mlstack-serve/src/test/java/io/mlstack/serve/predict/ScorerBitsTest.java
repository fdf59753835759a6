package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import org.junit.jupiter.api.Test;

/**
 * Golden bits: the same on every JDK, in one row and in a block, whichever kernels a JDK chooses. Whoever changes one
 * changes the predictions of models that are published.
 */
class ScorerBitsTest {

    private static final int ROWS = 300;
    private static final long LOGISTIC = 2_873_185_244_054_509_655L;
    private static final long RELU = -453_592_862_482_719_023L;
    private static final long TANH = 76755131512407877L;
    private static final long SIGMOID = -5009086984352017517L;

    @Test
    void logisticModel() {
        assertThat(bits(Models.logistic(30), 1)).isEqualTo(LOGISTIC);
        assertThat(bits(Models.logistic(30), ROWS)).isEqualTo(LOGISTIC);
    }

    @Test
    void netOfEveryActivation() {
        for (int rows : new int[] {1, ROWS}) {
            assertThat(bits(net(Activation.RELU), rows)).isEqualTo(RELU);
            assertThat(bits(net(Activation.TANH), rows)).isEqualTo(TANH);
            assertThat(bits(net(Activation.SIGMOID), rows)).isEqualTo(SIGMOID);
        }
    }

    private static ModelGraph net(Activation activation) {
        ModelGraph net = Models.net(30, 50, 21, 7);
        ModelGraph.Builder builder = ModelGraph.from(net.input());
        for (Node node : net.nodes()) {
            boolean hidden = node instanceof Node.Dense dense && dense.activation() == Activation.RELU;
            builder.add(hidden ? with((Node.Dense) node, activation) : node);
        }
        net.output().forEach(builder::output);
        return builder.build();
    }

    private static Node with(Node.Dense node, Activation activation) {
        return new Node.Dense(node.input(), node.output(), node.weights(), node.bias(), activation);
    }

    private static long bits(ModelGraph graph, int together) {
        Scorer scorer = Scorer.compile(graph);
        Scratch scratch = scorer.scratch();
        double[] in = Models.doubles(Models.rows(ROWS, scorer.inputWidth(), 8));
        double[] out = new double[ROWS * scorer.outputWidth()];
        for (int r = 0; r < ROWS; r += together) {
            scorer.score(in, r * scorer.inputWidth(), together, out, r * scorer.outputWidth(), scratch);
        }
        long hash = 0;
        for (double number : out) {
            hash = 31 * hash + Double.doubleToLongBits(number);
        }
        return hash;
    }
}
