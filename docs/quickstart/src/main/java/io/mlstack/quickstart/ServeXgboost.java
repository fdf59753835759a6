package io.mlstack.quickstart;

import io.mlstack.api.table.Schema;
import io.mlstack.data.read.Csv;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.Tolerance;
import io.mlstack.serve.importer.Import;
import io.mlstack.serve.predict.Predictor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The example of the guide {@code docs/guides/serve-an-xgboost-model.md}.
 *
 * <p>{@code fraud.json} and {@code fraud-scores.csv} are made-up payments and a model that XGBoost 3.4.0 trained on them
 * ({@code make.py} beside the fixtures of mlstack-serve).
 */
public final class ServeXgboost {

    // spotless:off (one line for each step)
    // tag::records[]
    /** A payment to judge; the account's age in days is -999 where nobody knows it. */
    public record Payment(double amount, int hour, int attempts, int accountAge, String channel) {}

    /** The verdict, its probability, and the margin that XGBoost calls {@code output_margin}. */
    public record Risk(String fraud, double probability, float score) {}
    // end::records[]
    // spotless:on

    private ServeXgboost() {}

    public static void main(String[] args) throws IOException {
        System.out.println(run(Files.createTempDirectory("fraud")));
    }

    /** Imports, verifies, packs and scores in a folder. */
    static Risk run(Path folder) throws IOException {
        copy("fraud.json", folder);
        copy("fraud-scores.csv", folder);
        // spotless:off (one line for each step)
        // tag::serve[]
        Bundle bundle = Import.xgboost(folder.resolve("fraud.json"))
                .schema(Schema.of(Payment.class)).missing(-999).target("fraud").classes("no", "yes")
                .verify(Csv.read(folder.resolve("fraud-scores.csv")), Tolerance.ulps(1)).bundle("fraud");
        Predictor<Payment, Risk> predictor = bundle.predictor(Payment.class, Risk.class);
        Risk risk = predictor.predict(new Payment(912.50, 3, 4, -999, "web"));
        // end::serve[]
        // spotless:on
        bundle.writeTo(folder.resolve("fraud.mlb"));
        return risk;
    }

    /** Copies a file of the example. */
    static void copy(String name, Path folder) throws IOException {
        try (InputStream in = ServeXgboost.class.getResourceAsStream(name)) {
            Files.copy(in, folder.resolve(name));
        }
    }
}
