package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Name;
import io.mlstack.api.table.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Types that answers come out as. */
class PredictorOutputTest {

    record Pair(double x0, double x1) {}

    enum Diagnosis {
        MALIGNANT,
        BENIGN
    }

    @Test
    void probabilitiesComeByClassInTheOrderOfTheClasses() {
        record ByName(Map<String, Double> probabilities) {}
        record ByConstant(Map<Diagnosis, Double> probabilities) {}
        record Plain(double[] probabilities) {}
        Pair row = new Pair(1, -2);
        double[] plain = predict(Plain.class, row).probabilities();

        assertThat(predict(ByName.class, row).probabilities())
                .containsExactly(Map.entry("benign", plain[0]), Map.entry("malignant", plain[1]));
        assertThat(predict(ByConstant.class, row).probabilities())
                .containsExactly(Map.entry(Diagnosis.BENIGN, plain[0]), Map.entry(Diagnosis.MALIGNANT, plain[1]));
        assertThatThrownBy(() -> predict(ByName.class, row).probabilities().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static <O extends Record> O predict(Class<O> output, Pair row) {
        return Predictor.of(Models.logistic(2), "m", Pair.class, output).predict(row);
    }

    @Test
    void probabilitiesOfANetKnowTheirClassesToo() {
        record ByName(String digit, double probability, Map<String, Double> probabilities) {}
        ByName answer =
                Predictor.of(Models.net(2, 4, 3), "m", Pair.class, ByName.class).predict(new Pair(1, 2));

        assertThat(answer.probabilities().keySet()).containsExactly("digit0", "digit1", "digit2");
        assertThat(answer.probabilities().get(answer.digit())).isEqualTo(answer.probability());
    }

    enum Half {
        BENIGN
    }

    @Test
    void mapsThatDoNotFitAreRefused() {
        record Wrong(Map<String, Float> probabilities) {}
        record TooFew(Map<Half, Double> probabilities) {}
        record Raw(@SuppressWarnings("rawtypes") Map probabilities) {}
        for (Class<? extends Record> output : List.of(Wrong.class, TooFew.class, Raw.class)) {
            assertThatThrownBy(() -> predict(output, new Pair(1, 2)))
                    .isInstanceOf(BindingException.class)
                    .hasMessageContaining("is Map")
                    .hasMessageContaining("Map<String, Double> by class");
        }
    }

    @Test
    void vectorWithoutClassesIsNoMap() {
        record Out(Map<String, Double> wave) {}
        record In(double[] wave) {}
        Column wave = Column.of("wave", ColumnType.vector(2));

        assertThatThrownBy(() -> Predictor.of(
                        ModelGraph.from(Schema.of(wave)).output(wave).build(), "m", In.class, Out.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("declare the component as double[] or float[]");
    }

    @Test
    void numbersComeInOptionals() {
        record Out(Optional<Double> probability, Optional<Float> score, Optional<Diagnosis> diagnosis) {}
        record Plain(double probability, float score, Diagnosis diagnosis) {}
        Plain plain = predict(Plain.class, new Pair(1, 2));
        Out out = predict(Out.class, new Pair(1, 2));

        assertThat(out.probability()).contains(plain.probability());
        assertThat(out.score()).contains(plain.score());
        assertThat(out.diagnosis()).contains(plain.diagnosis());
    }

    @Test
    void labelOfABooleanTargetIsABoolean() {
        record Out(Boolean churned, @Name("probability") double p) {}
        ModelGraph graph = Models.binary(
                        ModelGraph.from(Models.numbers(2))
                                .add(new Node.Concat(List.of("x0", "x1"), "features"))
                                .add(new Node.Linear(
                                        "features",
                                        "score",
                                        Tensor.of(new double[] {1, 0}, 1, 2),
                                        Tensor.of(new double[] {0}, 1))),
                        "churned",
                        List.of("false", "true"))
                .build();
        Predictor<Pair, Out> predictor = Predictor.of(graph, "m", Pair.class, Out.class);

        assertThat(predictor.predict(new Pair(5, 0)).churned()).isTrue();
        assertThat(predictor.predict(new Pair(-5, 0)).churned()).isFalse();
        record Unfit(Boolean diagnosis) {}
        assertThatThrownBy(() -> predict(Unfit.class, new Pair(1, 2))).isInstanceOf(BindingException.class);
    }

    @Test
    void highestClassesComeByNameTheHighestFirst() {
        record Top(@Name("top") List<String> names, double[] probabilities) {}
        record Plain(@Name("top") double[] positions) {}
        record Same(String[] top) {}
        record Wrong(List<Integer> top) {}
        ModelGraph graph = Models.net(2, 4, 3)
                .extend()
                .add(new Node.TopK("probabilities", "top", 2, List.of("digit0", "digit1", "digit2")))
                .output(Column.of("top", ColumnType.vector(2)))
                .output(Column.of("probabilities", ColumnType.vector(3)))
                .build();
        Pair row = new Pair(1, 2);
        double[] positions =
                Predictor.of(graph, "m", Pair.class, Plain.class).predict(row).positions();
        Top top = Predictor.of(graph, "m", Pair.class, Top.class).predict(row);

        assertThat(top.names()).containsExactly("digit" + (int) positions[0], "digit" + (int) positions[1]);
        assertThat(top.probabilities()[(int) positions[0]])
                .isGreaterThanOrEqualTo(top.probabilities()[(int) positions[1]]);
        assertThat(Predictor.of(graph, "m", Pair.class, Same.class).predict(row).top())
                .containsExactlyElementsOf(top.names());
        assertThatThrownBy(() -> Predictor.of(graph, "m", Pair.class, Wrong.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("List<String>");
    }
}
