package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.api.error.Finding;
import io.mlstack.serve.importer.UnsupportedModelException;

/** The two ways in which a file is refused. */
final class Refusal {

    private static final String AGAIN = "write the model again with save_model(\"model.json\") of XGBoost";

    private Refusal() {}

    /** The file is not what XGBoost writes. */
    static UnsupportedModelException damaged(String place, String message) {
        return new UnsupportedModelException(new Finding("xgboost.damaged", place, message, AGAIN));
    }

    /** As {@link #damaged(String, String)}, with the failure that told it. */
    static UnsupportedModelException damaged(String place, String message, Throwable cause) {
        return new UnsupportedModelException(new Finding("xgboost.damaged", place, message, AGAIN), cause);
    }

    /** XGBoost writes that, mlstack does not score it. */
    static UnsupportedModelException unsupported(String place, String message, String cure) {
        return new UnsupportedModelException(new Finding("xgboost.unsupported", place, message, cure));
    }
}
