package io.mlstack.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.problem.Constraint;
import io.mlstack.api.problem.Cost;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"&'><img src=x onerror=alert(1)>";

    static List<Evaluation> evaluations() {
        Problem triage = Problem.binary("biopsy-triage", "diagnosis", "malignant")
                .requirement("Send the biopsies a pathologist must see first to the top of the queue")
                .cost(Cost.falseNegative(20))
                .within(Constraint.p99Micros(50), Constraint.atMost(Metric.LOG_LOSS, 0.01));
        List<String> many = IntStream.range(0, 30).mapToObj(i -> "class " + i).toList();
        return List.of(
                Evaluation.of(JudgedRows.binary(triage, JudgedRows.BIOPSIES, 114, 3)),
                Evaluation.of(JudgedRows.binary(triage, JudgedRows.BIOPSIES, 1, 3)),
                Evaluation.of(JudgedRows.multiclass(
                        Problem.multiclass("iris", "species"), List.of("setosa", "versicolor", "virginica"), 50)),
                Evaluation.of(JudgedRows.multiclass(Problem.multiclass("many", "class"), many, 200)),
                Evaluation.of(JudgedRows.regression(Problem.regression("diabetes", "progression"), 90)),
                Evaluation.of(JudgedRows.regression(Problem.regression("one", "row"), 1)));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void aReportIsWellFormedAndNeedsNothingFromElsewhere(Evaluation evaluation) throws Exception {
        String html = evaluation.report().html();
        assertThat(html)
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain("http")
                .doesNotContain("url(");
        assertThat(html).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(html.length()).isLessThan(1_000_000);
        Document page = parsed(html);
        assertThat(page.getElementsByTagName("h1").getLength()).isEqualTo(1);
    }

    @Test
    void theOwnerOfTheProductReadsTheVerdictFirst() {
        String html = evaluations().get(0).report().html();
        assertThat(html)
                .contains("not ready")
                .contains("The net 64-32 breaks 1 of 2 limits")
                .contains("Send the biopsies")
                .contains("How sure is that?");
        assertThat(html.indexOf("How sure is that?")).isLessThan(html.indexOf("Curves"));
    }

    @Test
    void namesFromTheDataCannotBecomeMarkup() throws Exception {
        Problem problem = Problem.binary("hostile", HOSTILE, HOSTILE).requirement(HOSTILE);
        Evaluation evaluation = Evaluation.of(JudgedRows.binary(problem, List.of("<script>ok", HOSTILE), 80, 1));
        for (String html : List.of(evaluation.report().html(), evaluation.html())) {
            assertThat(html).doesNotContain("<script").doesNotContain("<img").contains("&lt;script&gt;");
        }
        assertThat(parsed(evaluation.report().html())
                        .getElementsByTagName("img")
                        .getLength())
                .isZero();
        assertThat(evaluation.card()).contains("\\<script").doesNotContainPattern("[^\\\\]<");
    }

    @Test
    void manyRowsTakeLessThanAMegabyte() {
        Evaluation evaluation = Evaluation.of(
                JudgedRows.binary(Problem.binary("large", "y", "malignant"), JudgedRows.BIOPSIES, 12_000, 2));
        assertThat(evaluation.report().html().length()).isLessThan(300_000);
    }

    @Test
    void writingReplacesTheFileAndLeavesNothingBeside(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, "old");
        Report report = evaluations().get(4).report();
        report.writeTo(file);
        assertThat(file).hasContent(report.html());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** Read as XML, which is stricter than HTML: every element closed, every character escaped. */
    private static Document parsed(String html) throws Exception {
        String xml = html.replace("<!doctype html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
