package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Schema;
import io.mlstack.data.read.Csv;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.GoldenOrigin;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.Import;
import io.mlstack.serve.importer.ImportedModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide on XGBoost shows what runs, and what is printed. */
class ServeXgboostTest {

    private final String guide = Project.text("docs/guides/serve-an-xgboost-model.md");
    private final String source = Project.source("ServeXgboost");

    @TempDir
    private Path folder;

    @Test
    void theExampleIsTheOneThatRuns() throws IOException {
        assertThat(guide).contains("```java\n" + Project.region(source, "records") + "```");
        assertThat(guide).contains("```java\n" + Project.region(source, "serve") + "```");
        ServeXgboost.Risk risk = ServeXgboost.run(folder);
        assertThat(risk.fraud()).isEqualTo("yes");
        Bundle bundle = Bundle.open(folder.resolve("fraud.mlb"));
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.TRAINER);
        assertThat(guide).contains("goldens: by its trainer, score within 1 ulp of float32");
        assertThat(bundle.toString()).contains("goldens: by its trainer, score within 1 ulp of float32");
    }

    @Test
    void theGuidePrintsWhatAForgottenMarkerGives() throws IOException {
        ServeXgboost.copy("fraud.json", folder);
        ServeXgboost.copy("fraud-scores.csv", folder);
        ImportedModel forgotten =
                Import.xgboost(folder.resolve("fraud.json")).schema(Schema.of(ServeXgboost.Payment.class));
        String printed = forgotten
                .compare(Csv.read(folder.resolve("fraud-scores.csv")), Tolerance.ulps(1))
                .toString();
        assertThat(guide).contains(printed.lines().limit(4).reduce("", (text, line) -> text + line + "\n"));
    }
}
