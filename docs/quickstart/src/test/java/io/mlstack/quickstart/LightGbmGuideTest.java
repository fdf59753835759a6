package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Schema;
import io.mlstack.data.read.Csv;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.GoldenOrigin;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.Import;
import io.mlstack.serve.importer.Verification;
import io.mlstack.serve.predict.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The code of docs/guides/serve-a-lightgbm-model.md, which runs here. */
class LightGbmGuideTest {

    // tag::records[]
    record Loan(double amount, Optional<Double> age, String home) {}

    record Risk(String overdue, double probability) {}
    // end::records[]

    private static final Path FOLDER = Path.of("src", "test", "resources", "lightgbm");

    private final Path model = FOLDER.resolve("loans.txt");
    private final Path scores = FOLDER.resolve("python-scores.csv");

    @Test
    void theModelServesAndIsProved() throws IOException {
        // tag::import[]
        Bundle loans = Import.lightgbm(model)
                .schema(Schema.of(Loan.class))
                .target("overdue")
                .classes("no", "yes")
                .verify(Csv.read(scores), Tolerance.relative(1e-12))
                .bundle("loans");
        // end::import[]
        assertThat(loans.goldens()).isEqualTo(GoldenOrigin.TRAINER);

        // tag::predict[]
        Predictor<Loan, Risk> predictor = loans.predictor(Loan.class, Risk.class);
        Risk risk = predictor.predict(new Loan(24_000, Optional.of(31.0), "rent"));
        // end::predict[]
        assertThat(risk.overdue()).isEqualTo("yes");
        assertThat(risk.probability()).isBetween(0.5, 1.0);
    }

    @Test
    void aComparisonShowsWhatDiffersAndWhy() throws IOException {
        // tag::compare[]
        Verification verification = Import.lightgbm(model)
                .classes("no", "yes")
                .rounds(5)
                .compare(Csv.read(scores), Tolerance.relative(1e-12));
        System.out.println(verification);
        // end::compare[]
        assertThat(verification.causes()).singleElement().asString().contains("8 of 8 rounds");
    }

    @Test
    void theGuideShowsTheCodeThatRuns() {
        String guide = Project.text("docs/guides/serve-a-lightgbm-model.md");
        String source = Project.text("docs/quickstart/src/test/java/io/mlstack/quickstart/LightGbmGuideTest.java");
        for (String region : new String[] {"records", "import", "predict", "compare"}) {
            assertThat(guide).contains("```java\n" + Project.region(source, region) + "```");
        }
    }
}
