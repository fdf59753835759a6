package io.mlstack.train;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;

/**
 * What kind of model to train and how; engines build from it.
 *
 * <p>Immutable. With data, problem and seed it decides every byte of the trained model, so its JSON is part of the
 * model's identity. Dispatch over the cases goes through {@link Visitor}.
 */
public sealed interface ModelSpec permits LinearSpec, NetSpec {

    /** The JSON member that tells the cases apart. */
    String KIND = "kind";

    /** This specification as JSON; {@link #fromJson} reads it back to an equal value. */
    Json.Obj toJson();

    /** One line for people: {@code net 64-32 relu}. */
    String label();

    /** Calls the method of {@code visitor} for this case. */
    <R> R accept(Visitor<R> visitor);

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws InvalidInputException if a member is missing, of the wrong kind or out of range; names the place
     */
    static ModelSpec fromJson(JsonPlace json) {
        JsonPlace kind = json.field(KIND);
        return switch (kind.text()) {
            case LinearSpec.KIND -> LinearSpec.read(json);
            case NetSpec.KIND -> NetSpec.read(json);
            default ->
                throw kind.wrong(
                        "spec.kind",
                        "there is no model of kind \"" + kind.text() + "\"",
                        "write " + LinearSpec.KIND + " or " + NetSpec.KIND);
        };
    }

    /** One method a case. */
    interface Visitor<R> {
        /** For linear and logistic regression. */
        R linear(LinearSpec spec);

        /** For a dense net. */
        R net(NetSpec spec);
    }
}
