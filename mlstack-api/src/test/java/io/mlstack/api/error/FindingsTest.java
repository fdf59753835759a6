package io.mlstack.api.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void anExceptionWithoutFindingsIsRefused() {
        assertThatThrownBy(() -> new MlstackException(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
