package io.mlstack.springboot;

import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.predict.Predictor;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Scores payments; the model lies as {@code model/fraud.mlb} on the class path. */
@SpringBootApplication
public class FraudService {

    /** A payment to judge; the account's age in days is -999 where nobody knows it. */
    public record Payment(double amount, int hour, int attempts, int accountAge, String channel) {}

    /** The verdict, its probability, and the margin. */
    public record Risk(String fraud, double probability, float score) {}

    public static void main(String[] args) {
        SpringApplication.run(FraudService.class, args);
    }

    /** One for all threads; nothing to close. */
    @Bean
    Predictor<Payment, Risk> predictor() throws IOException {
        return Bundle.resource(FraudService.class, "/model/fraud.mlb").predictor(Payment.class, Risk.class);
    }

    /** The only page. */
    @RestController
    static class Payments {

        private final Predictor<Payment, Risk> predictor;

        Payments(Predictor<Payment, Risk> predictor) {
            this.predictor = predictor;
        }

        @PostMapping("/risk")
        Risk risk(@RequestBody Payment payment) {
            return predictor.predict(payment);
        }
    }
}
