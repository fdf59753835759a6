package io.mlstack.serve.importer;

import io.mlstack.api.json.CanonicalNumber;

/**
 * One number that mlstack and the trainer disagree on.
 *
 * @param row from 0
 * @param output the output; of one with several numbers, with the position behind it: {@code probabilities[2]}
 * @param ours what mlstack scores; for a predicted class its position among the classes, -1 for none
 * @param theirs what the trainer scored
 * @param ulps how many float32 steps lie between the two, counted at the trainer's number; infinite if one is no number
 * @param cause why, where it was found out; else empty
 */
public record Difference(int row, String output, double ours, double theirs, double ulps, String cause) {

    Difference because(String reason) {
        return new Difference(row, output, ours, theirs, ulps, reason);
    }

    /** {@code row 17: score is 0.25, the trainer's 0.75 (4194304 ulps): agrees when amount -999 counts as missing}. */
    @Override
    public String toString() {
        String distance = Double.isInfinite(ulps) ? "" : " (" + CanonicalNumber.format(Math.rint(ulps)) + " ulps)";
        return "row " + row + ": " + output + " is " + shown(ours) + ", the trainer's " + shown(theirs) + distance
                + (cause.isEmpty() ? "" : ": " + cause);
    }

    private static String shown(double number) {
        return Double.isFinite(number) ? CanonicalNumber.format(number) : Double.toString(number);
    }
}
