package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import java.util.List;

/**
 * A row that was set aside because it does not fit the schema.
 *
 * @param line where it starts in the file, from 1
 * @param text as it stands in the file, without the last line break
 * @param findings what is wrong with it, at least one
 */
public record QuarantinedRow(long line, String text, List<Finding> findings) {

    public QuarantinedRow {
        findings = List.copyOf(findings);
    }

    /** Line and findings; not the text, which may hold personal data. */
    @Override
    public String toString() {
        return "line " + line + ": " + findings;
    }
}
