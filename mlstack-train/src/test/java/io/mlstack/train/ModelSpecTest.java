package io.mlstack.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.Activation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSpecTest {
    static Stream<ModelSpec> specs() {
        return Stream.of(
                LinearSpec.standard(),
                LinearSpec.standard().l2(0.125),
                NetSpec.mlp(),
                NetSpec.mlp(64, 32)
                        .activation(Activation.TANH)
                        .epochs(3)
                        .batch(7)
                        .learningRate(0.5)
                        .weightDecay(0)
                        .dropout(0.25)
                        .clip(2)
                        .patience(4)
                        .optimiser(Optimiser.SGD));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void jsonReadsBackToAnEqualValue(ModelSpec spec) {
        String text = spec.toJson().canonical();
        assertThat(ModelSpec.fromJson(Json.parse(text, "spec.json"))).isEqualTo(spec);
    }

    @Test
    void theJsonOfTheDefaultsIsPinnedBecauseItIsPartOfEveryIdentity() {
        assertThat(LinearSpec.standard().toJson().canonical()).isEqualTo("{\"kind\":\"linear\",\"l2\":1}");
        assertThat(NetSpec.mlp(64, 32).toJson().canonical())
                .isEqualTo("{\"activation\":\"RELU\",\"batch\":32,\"clip\":1,\"dropout\":0,\"epochs\":100,"
                        + "\"hidden\":[64,32],\"kind\":\"net\",\"learningRate\":0.003,\"optimiser\":\"ADAMW\","
                        + "\"patience\":20,\"weightDecay\":0.1}");
    }

    @Test
    void whatOnlyNetsFromElsewhereHaveIsNotTrained() {
        assertThatThrownBy(() -> NetSpec.mlp(4).activation(Activation.GELU))
                .hasMessageContainingAll("GELU", "[IDENTITY, RELU, TANH, SIGMOID]");
    }

    @Test
    void allWrongParametersAreNamedAtOnce() {
        assertThatThrownBy(() ->
                        new NetSpec(List.of(64, 0), Activation.RELU, 0, -1, Double.NaN, -1, 1, 0, 0, Optimiser.ADAMW))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings())
                                .extracting(f -> f.code())
                                .containsExactly(
                                        "spec.hidden",
                                        "spec.epochs",
                                        "spec.batch",
                                        "spec.patience",
                                        "spec.learningRate",
                                        "spec.weightDecay",
                                        "spec.dropout",
                                        "spec.clip"));
        assertThatThrownBy(() -> LinearSpec.standard().l2(-1)).hasMessageContaining("give a number from 0");
    }

    @Test
    void anUnknownKindOrConstantIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> ModelSpec.fromJson(Json.parse("{\"kind\":\"forest\"}", "spec.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("spec.json#/kind")
                .hasMessageContaining("write linear or net");
        String text = NetSpec.mlp(4).toJson().canonical().replace("RELU", "RELUX");
        assertThatThrownBy(() -> ModelSpec.fromJson(Json.parse(text, "spec.json")))
                .hasMessageContaining("spec.json#/activation")
                .hasMessageContaining("RELU");
    }

    @Test
    void labelsAreShort() {
        assertThat(NetSpec.mlp(64, 32).label()).isEqualTo("net 64-32 relu");
        assertThat(NetSpec.mlp().label()).isEqualTo("net without hidden layers");
        assertThat(LinearSpec.standard().label()).isEqualTo("linear model, l2 1");
    }
}
