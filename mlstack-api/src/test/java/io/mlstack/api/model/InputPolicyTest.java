package io.mlstack.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.model.InputPolicy.Action;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputPolicyTest {

    private static final Column AGE = Column.of("age", ColumnType.INT32);
    private static final Column WEIGHT = Column.of("weight", ColumnType.FLOAT64).asNullable();
    private static final Column COLOR =
            Column.of("color", ColumnType.category("blue", "other", "red")).asNullable();
    private static final Column VIP = Column.of("vip", ColumnType.BOOLEAN);
    private static final Column NOTE = Column.of("note", ColumnType.TEXT).asNullable();
    private static final Column BORN = Column.of("born", ColumnType.DATE);
    private static final Column NAME =
            Column.of("name", ColumnType.category("ana", "ben")).asPersonal();
    private static final Schema SCHEMA = Schema.of(AGE, WEIGHT, COLOR, VIP, NOTE, BORN, NAME);

    private static ModelGraph.Builder graph() {
        return ModelGraph.from(SCHEMA).output(Column.of("weight", ColumnType.FLOAT64));
    }

    private static ModelGraph declared() {
        return graph().policy(
                        "color", InputPolicy.of(COLOR).unseen(Action.DEFAULT).orElse("other"))
                .policy("age", InputPolicy.of(AGE).within(18, 100).outOfRange(Action.CLAMP))
                .policy("vip", InputPolicy.of(VIP).missing(Action.DEFAULT).orElse(false))
                .build();
    }

    @Test
    void columnWithoutADeclarationFollowsFromItsBeingNullable() {
        ModelGraph graph = declared();

        assertThat(graph.policy("weight")).isEqualTo(InputPolicy.of(WEIGHT));
        assertThat(graph.policy("weight").onMissing()).isEqualTo(Action.MISSING);
        assertThat(graph.policy("born").onMissing()).isEqualTo(Action.REJECT);
        assertThat(graph.policy("born").hasRange()).isFalse();
        assertThatThrownBy(() -> graph.policy("colour")).hasMessageContaining("did you mean \"color\"");
    }

    @Test
    void policiesKeepTheOrderOfTheColumnsAndTheLastDeclarationHolds() {
        assertThat(declared().policies().keySet()).containsExactly("age", "color", "vip");
        ModelGraph again = graph().policy("age", InputPolicy.of(AGE).within(0, 1))
                .policy("age", InputPolicy.of(AGE).within(2, 3))
                .build();

        assertThat(again.policy("age").least()).isEqualTo(2);
    }

    @Test
    void jsonIsReadBackAndGraphsWithoutPoliciesKeepTheirBytes() {
        ModelGraph graph = declared();
        String json = graph.toJson().canonical();

        assertThat(json)
                .contains("\"policies\":{\"age\":{\"least\":18,\"most\":100,\"onMissing\":\"reject\","
                        + "\"onOutOfRange\":\"clamp\",\"onUnseen\":\"reject\"},\"color\":{\"default\":\"other\","
                        + "\"onMissing\":\"missing\",\"onOutOfRange\":\"reject\",\"onUnseen\":\"default\"},"
                        + "\"vip\":{\"default\":0,");
        assertThat(ModelGraph.fromJson(Json.parse(json, "graph.json"), Map.of()))
                .isEqualTo(graph)
                .hasSameHashCodeAs(graph)
                .isNotEqualTo(graph().build());
        assertThat(graph().build().toJson().canonical()).doesNotContain("policies");
    }

    @Test
    void prefixesAndExtensionsKeepThePoliciesOfTheirColumns() {
        ModelGraph graph = declared();

        assertThat(graph.extend()
                        .output(Column.of("weight", ColumnType.FLOAT64))
                        .build())
                .isEqualTo(graph);
        assertThat(graph.upTo(Column.of("age", ColumnType.FLOAT64)).policies()).containsOnlyKeys("age");
    }

    @Test
    void everythingThatDoesNotFitIsSaidAtOnce() {
        InputPolicy.Action missing = Action.MISSING;
        ModelGraph.Builder graph = graph().policy("colour", InputPolicy.of(COLOR))
                .policy("age", InputPolicy.of(AGE).missing(missing).outOfRange(Action.CLAMP))
                .policy(
                        "weight",
                        InputPolicy.of(WEIGHT)
                                .missing(Action.CLAMP)
                                .unseen(Action.DEFAULT)
                                .orElse("heavy"))
                .policy(
                        "color",
                        InputPolicy.of(COLOR)
                                .within(0, 1)
                                .unseen(Action.DEFAULT)
                                .orElse("othr"))
                .policy("vip", InputPolicy.of(VIP).outOfRange(Action.DEFAULT).orElse(2))
                .policy("note", InputPolicy.of(NOTE).missing(Action.DEFAULT).orElse("none"))
                .policy(
                        "born",
                        InputPolicy.of(BORN)
                                .within(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(9))
                                .missing(Action.DEFAULT)
                                .orElse(10.5))
                .policy("name", InputPolicy.of(NAME).orElse("cleo"));

        assertThatThrownBy(graph::build)
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(Finding::toString)
                        .containsExactly(
                                "policy of column colour: no input column has that name; did you mean \"color\"? "
                                        + "(there are: age, born, color, name, note, vip, weight)",
                                "policy of column age: lets values become missing, which the column is not trained for; "
                                        + "choose another action or train with a nullable column",
                                "policy of column age: clamps to a range that it does not declare; "
                                        + "declare one with within(least, most)",
                                "policy of column weight: says what unseen levels become, but is no category; "
                                        + "leave unseen at REJECT",
                                "policy of column weight: only a number out of range can be clamped; "
                                        + "choose REJECT, MISSING or DEFAULT",
                                "policy of column weight: has a text as the default of a column of numbers; give a number",
                                "policy of column color: has a range, but its values are no numbers in an order; "
                                        + "remove the range",
                                "policy of column color: the default \"othr\" is none of its levels; "
                                        + "did you mean \"other\"? (there are: blue, other, red)",
                                "policy of column vip: says what becomes of numbers out of range, but has none; "
                                        + "leave outOfRange at REJECT",
                                "policy of column vip: the default 2 is no value of the type boolean; "
                                        + "give one that the column can hold",
                                "policy of column note: declares a default, which texts do not have; remove the default",
                                "policy of column born: the default 10.5 is out of the range; give one that is accepted",
                                "policy of column born: the default 10.5 is no value of the type date; "
                                        + "give one that the column can hold",
                                "policy of column name: declares a default that no action takes; "
                                        + "let missing, unseen or outOfRange take it",
                                "policy of column name: the default is none of its levels; give one of its levels"));
    }

    @Test
    void rangesAreInTheUnitsThatTheModelReads() {
        InputPolicy days = InputPolicy.of(BORN).within(LocalDate.of(1970, 1, 2), LocalDate.of(1970, 1, 11));
        InputPolicy seconds =
                InputPolicy.of(BORN).within(Instant.ofEpochSecond(-1, 500_000_999), Instant.ofEpochSecond(7));

        assertThat(List.of(days.least(), days.most())).containsExactly(1.0, 10.0);
        assertThat(List.of(seconds.least(), seconds.most())).containsExactly(-0.5, 7.0);
    }

    @Test
    void rangesAndDefaultsThatMeanNothingAreRefused() {
        InputPolicy policy = InputPolicy.of(AGE);

        assertThatThrownBy(() -> policy.within(2, 1)).hasMessageContaining("between 2.0 and 1.0");
        assertThatThrownBy(() -> policy.within(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.within(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> policy.orElse(Double.NaN)).hasMessageContaining("finite");
        assertThat(policy.orElse(-0.0)).isEqualTo(policy.orElse(0.0));
        assertThat(policy.orElse(1).orElse("one").defaultNumber()).isNull();
    }

    @Test
    void jsonThatIsNotUnderstoodIsRefusedWithItsPlace() {
        String json = declared().toJson().canonical();

        assertThatThrownBy(() -> read(json.replace("\"clamp\"", "\"clip\"")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("graph.json#/policies/age/onOutOfRange")
                .hasMessageContaining("\"clip\" is no action");
        assertThatThrownBy(() -> read(json.replace("\"least\":18", "\"lest\":18")))
                .hasMessageContaining("graph.json#/policies/age/lest")
                .hasMessageContaining("did you mean \"least\"");
        assertThatThrownBy(() -> read(json.replace("\"least\":18", "\"least\":180")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("graph.json#/policies/age: no number lies between 180.0 and 100.0");
    }

    private static ModelGraph read(String json) {
        return ModelGraph.fromJson(Json.parse(json, "graph.json"), Map.of());
    }
}
