package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.Findings;
import io.mlstack.api.model.InputPolicy.Action;
import org.jspecify.annotations.Nullable;

/** Says in findings what becomes of the values of a row: what is rejected, or what is mended. Not thread-safe. */
final class Judgement {

    private final boolean mended;
    private final Findings findings;

    private Judgement(boolean mended, Findings findings) {
        this.mended = mended;
        this.findings = findings;
    }

    /** Findings for what is rejected. */
    static Judgement ofRejected(Findings findings) {
        return new Judgement(false, findings);
    }

    /** Findings for what is not handed to the model as it is, and not rejected. */
    static Judgement ofMended(Findings findings) {
        return new Judgement(true, findings);
    }

    Findings findings() {
        return findings;
    }

    /** Adds a finding about a value that no policy mends. */
    void reject(String code, String place, String message, String cure) {
        if (!mended) {
            findings.add(code, place, message, cure);
        }
    }

    /**
     * A value that is not there at all.
     *
     * @param reason such as {@code , because Loan.applicant is null}
     */
    void absent(InputRule rule, String place, String reason) {
        say(rule, InputRule.Trouble.MISSING, rule.missing(), "is missing" + reason, null, place);
    }

    /**
     * The numbers of a value.
     *
     * @param numbers those of the column from {@code at} on
     * @param text the value of a category, if it is known
     */
    void numbers(InputRule rule, double[] numbers, int at, @Nullable String text, String place) {
        for (int e = 0; e < rule.width(); e++) {
            double number = numbers[at + e];
            InputRule.Trouble trouble = rule.trouble(number);
            if (trouble != InputRule.Trouble.NONE) {
                InputWords words = new InputWords(rule);
                String message = switch (trouble) {
                    case NONE, MISSING -> rule.isCategory() ? "is missing" : "is NaN";
                    case UNSEEN -> words.unseen(text);
                    case OUT_OF_RANGE -> words.outOfRange(number);
                };
                say(rule, trouble, number, message, text, rule.isVector() ? place + ", element " + e : place);
            }
        }
    }

    private void say(
            InputRule rule,
            InputRule.Trouble trouble,
            double number,
            String message,
            @Nullable String text,
            String place) {
        Action action = rule.action(trouble, number);
        boolean plain = trouble == InputRule.Trouble.MISSING && action == Action.MISSING;
        if (plain || mended == (action == Action.REJECT)) {
            return;
        }
        InputWords words = new InputWords(rule);
        String policy = words.policy(action, rule.repaired(action, number));
        findings.add(
                code(trouble, number), place, message + " (" + policy + ")", mended ? "" : words.cure(trouble, text));
    }

    private static String code(InputRule.Trouble trouble, double number) {
        return switch (trouble) {
            case NONE, MISSING -> "predict.missing";
            case UNSEEN -> "predict.unseen";
            case OUT_OF_RANGE -> Double.isInfinite(number) ? "predict.not-finite" : "predict.out-of-range";
        };
    }
}
