package io.mlstack.quickstart;

import io.mlstack.serve.bundle.Bundle;
import java.io.IOException;
import java.util.Locale;

/** A backend that has its model inside of its own jar; {@link ExecutableJarTest} packs and starts it. */
public final class ServedFromJar {

    record Triage(String diagnosis, double probability) {}

    private ServedFromJar() {}

    public static void main(String[] args) throws IOException {
        Bundle bundle = Bundle.resource(ServedFromJar.class, "/model/biopsy-triage.mlb");
        Biopsy biopsy = new Biopsy(
                17.99, 10.38, 122.8, 1001, 0.1184, 0.2776, 0.3001, 0.1471, 0.2419, 0.07871, 1.095, 0.9053, 8.589, 153.4,
                0.006399, 0.04904, 0.05373, 0.01587, 0.03003, 0.006193, 25.38, 17.33, 184.6, 2019, 0.1622, 0.6656,
                0.7119, 0.2654, 0.4601, 0.1189);
        Triage triage = bundle.predictor(Biopsy.class, Triage.class).predict(biopsy);
        System.out.printf(Locale.ROOT, "%s %.17g%n", triage.diagnosis(), triage.probability());
    }
}
