package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.serve.predict.Scorer;
import java.util.List;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Margins of XGBoost's models against XGBoost itself, bit by bit. */
class XgboostMarginsTest {

    static List<XgboostCase> cases() {
        return XgboostCase.all();
    }

    @Test
    void thereAreMoreThanAHundredModels() {
        assertThat(cases()).hasSizeGreaterThan(110);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void marginsHaveTheTrainersBits(XgboostCase model) throws XGBoostError {
        XgboostOracle oracle = XgboostOracle.train(model);
        ModelGraph graph = Import.xgboost(oracle.save("json"), "model.json").graph();
        assertThat(Import.xgboost(oracle.save("ubj"), "model.ubj").graph()).isEqualTo(graph);
        float[] rows = SplitRows.of(SplitRows.trees(graph), model.name().hashCode());
        float[][] theirs = oracle.margins(rows, Float.NaN);
        float[] ours = margins(graph, rows, model.outputs());
        for (int r = 0; r < theirs.length; r++) {
            for (int k = 0; k < model.outputs(); k++) {
                assertThat(Float.floatToRawIntBits(ours[r * model.outputs() + k]))
                        .as(
                                "row %d %s, output %d: %s, XGBoost %s",
                                r,
                                java.util.Arrays.toString(java.util.Arrays.copyOfRange(
                                        rows, r * XgboostOracle.FEATURES, (r + 1) * XgboostOracle.FEATURES)),
                                k,
                                ours[r * model.outputs() + k],
                                theirs[r][k])
                        .isEqualTo(Float.floatToRawIntBits(theirs[r][k]));
            }
        }
    }

    /** The scores alone, in float32 all the way. */
    private static float[] margins(ModelGraph graph, float[] rows, int outputs) {
        Scorer scorer = Scorer.compile(graph.upTo(graph.output().column("score")));
        int count = rows.length / scorer.inputWidth();
        float[] margins = new float[count * outputs];
        scorer.score(rows, 0, count, margins, 0, scorer.scratch());
        return margins;
    }
}
