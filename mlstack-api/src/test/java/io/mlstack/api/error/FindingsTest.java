package io.mlstack.api.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void reportsAllProblemsAtOnce() {
        Findings findings = Findings.collect();
        findings.add("csv.missing-cell", "train.csv:7", "row has 30 of 32 cells", "add the missing cells");
        findings.add("csv.not-a-number", "train.csv:9", "\"abc\" is not a number", "correct the cell");

        assertThatThrownBy(() -> findings.throwIfAny(InvalidInputException::new))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("2 problems", "train.csv:7", "train.csv:9", "add the missing cells");
    }

    @Test
    void aSingleProblemReadsAsOneSentence() {
        Finding finding = new Finding("x", "pets.csv:118", "label \"catt\" is not in the schema", "nearest is \"cat\"");

        assertThat(new InvalidInputException(finding))
                .hasMessage("pets.csv:118: label \"catt\" is not in the schema; nearest is \"cat\"");
    }

    @Test
    void keepsTheFirstAndCountsTheRest() {
        Findings findings = Findings.upTo(2);
        for (int i = 0; i < 5; i++) {
            findings.add("x", "line " + i, "wrong", "mend");
        }

        assertThat(findings.count()).isEqualTo(5);
        assertThat(findings.list()).hasSize(3);
        assertThat(findings.list().get(2).message()).startsWith("3 more problems");
    }

    @Test
    void staysSilentWithoutProblems() {
        Findings.collect().throwIfAny(InvalidInputException::new);
    }

    @Test
    void anExceptionKeepsAllFindingsAndItsCause() {
        List<Finding> two = List.of(new Finding("x", "a", "wrong", "mend"), new Finding("y", "b", "wrong", "mend"));
        Throwable cause = new IllegalStateException("beneath");

        assertThat(new CorruptDataException(two, cause))
                .hasCause(cause)
                .hasMessageContainingAll("a: wrong", "b: wrong");
        assertThat(new CorruptDataException(two, cause).findings()).isEqualTo(two);
    }

    @Test
    void serialisationKeepsTheFindings() throws Exception {
        InvalidInputException thrown = new InvalidInputException(new Finding("x", "a", "wrong", "mend"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((InvalidInputException) in.readObject()).findings()).isEqualTo(thrown.findings());
        }
    }

    @Test
    void anExceptionWithoutFindingsIsRefused() {
        assertThatThrownBy(() -> new MlstackException(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
