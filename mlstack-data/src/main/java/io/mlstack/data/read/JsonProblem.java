package io.mlstack.data.read;

import java.io.IOException;

/** Why a line cannot be read as a row; says nothing about the lines after it. */
final class JsonProblem extends IOException {

    private static final long serialVersionUID = 1L;

    final String code;
    final String cure;

    /** @param code without the kind of the source, as {@link Source#code} takes it */
    JsonProblem(String code, String message, String cure) {
        super(message);
        this.code = code;
        this.cure = cure;
    }
}
