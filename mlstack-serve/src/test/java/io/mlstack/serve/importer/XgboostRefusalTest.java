package io.mlstack.serve.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not served is refused when it is read, by name. */
class XgboostRefusalTest {

    private static String json;

    @BeforeAll
    static void read() throws IOException {
        json = new String(XgboostVersionsTest.resource("3.4.0/categories.json"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "reg:squarederror"             | "reg:squarederrors"            | objective "reg:squarederrors" is not known; did you mean "reg:squarederror"
            "reg:squarederror"             | "reg:expectileerror"           | objective "reg:expectileerror" is not known
            "name":"gbtree"                | "name":"gbforest"              | booster "gbforest" is not known
            "version":[3,4,0]              | "version":[4,0,0]              | of XGBoost 4.0.0, known are 1 to 3
            "objective":{                  | "objectives":{                 | has no "objective"
            "num_class":"0"                | "num_class":"99999999"         | is 99999999, served are 2 to 16384
            "num_target":"1"               | "num_target":"2000000000"      | is 2000000000, served are 1 to 16384
            "tree_info":[0,                | "tree_info":[7,                | adds to output 7 of 1
            "feature_types":["float",      | "feature_types":[              | has 3 entries for 4 features
            "feature_names":["a","b"       | "feature_names":["a","a"       | the name is blank, too long, there twice
            "left_children":[1             | "left_children":[0             | node 0 is not there, or the child of two
            "left_children":[1             | "left_children":[7000          | node 7000 is not there
            "iteration_indptr":[0,1        | "iteration_indptr":[0,9        | does not rise from 0 to the 3 trees
            """)
    void whatIsUnknownOrDamagedIsNamed(String from, String to, String message) {
        assertThat(json.contains(from)).as(from).isTrue();
        assertThatThrownBy(() -> read(json.replace(from, to)))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void otherKindsOfFilesAreTold() {
        assertThatThrownBy(() -> read("binf\0\0\0"))
                .hasMessageContaining("XGBoost's old binary format")
                .hasMessageContaining("save_model(\"model.json\")");
        assertThatThrownBy(() -> Import.xgboost(new byte[] {(byte) 0x80, 4}, "model.pkl"))
                .hasMessageContaining("is a Python pickle");
        assertThatThrownBy(() -> read("[{\"nodeid\": 0}]")).hasMessageContaining("a dump for people");
        assertThatThrownBy(() -> read(" \n")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("{\"learner\":")).hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("has no \"version\"");
    }

    @Test
    void aDepthThatNoModelHasIsRefused() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000))).isInstanceOf(UnsupportedModelException.class);
        byte[] deep = ("{i\1a" + "[".repeat(100_000)).getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Import.xgboost(deep, "deep.ubj")).hasMessageContaining("nests deeper than 32");
    }

    @Test
    void aSizeThatTheFileCannotHoldAllocatesNothing() {
        // 2^62 doubles, 2^40 texts, a text of 2^60 bytes.
        for (String hostile : new String[] {
            "{i\1a[$D#L\u0040\0\0\0\0\0\0\0",
            "{i\1a[#L\0\0\1\0\0\0\0\0",
            "{i\1aSL\u0010\0\0\0\0\0\0\0",
            "{L\u0010\0\0\0\0\0\0\0"
        }) {
            assertThatThrownBy(() -> Import.xgboost(hostile.getBytes(StandardCharsets.ISO_8859_1), "hostile.ubj"))
                    .isInstanceOf(UnsupportedModelException.class)
                    .hasMessageContaining("bytes are left");
        }
        byte[] typeless = "{i\1a[$T#L\0\0\0\0\u007f\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Import.xgboost(typeless, "typeless.ubj"))
                .isInstanceOf(UnsupportedModelException.class);
    }

    private static void read(String text) {
        Import.xgboost(text.getBytes(StandardCharsets.UTF_8), "model.json");
    }
}
