package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sorts the rows of a file into those that fit its schema and those that are set aside. */
final class Quarantine {

    record Sifted(long goodRows, List<QuarantinedRow> badRows) {}

    private record Bad(long line, List<Finding> findings) {}

    private Quarantine() {}

    /** @throws InvalidInputException if more rows are bad than the caller allowed; names the first of them */
    static Sifted sift(Layout layout) throws IOException {
        List<Bad> bad = new ArrayList<>();
        List<RawLines.Range> ranges = new ArrayList<>();
        long good = 0;
        long badCount = 0;
        try (RowPass pass = layout.open()) {
            RowDecoder decoder = layout.decoder();
            for (Row row = pass.next(); row != null; row = pass.next()) {
                endLast(ranges, row.line());
                List<Finding> findings = decoder.decode(row);
                if (findings.isEmpty()) {
                    good++;
                } else if (badCount++ < layout.options().maxQuarantined()) {
                    bad.add(new Bad(row.line(), findings));
                    ranges.add(new RawLines.Range(row.line(), Long.MAX_VALUE));
                }
            }
            if (pass.checksum() != layout.checksum()) {
                throw layout.source().changed();
            }
        }
        if (badCount > bad.size()) {
            throw tooMany(layout, bad, badCount, good);
        }
        return new Sifted(good, rows(bad, layout.format().texts(ranges)));
    }

    private static void endLast(List<RawLines.Range> ranges, long line) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).to() == Long.MAX_VALUE) {
            ranges.set(last, new RawLines.Range(ranges.get(last).from(), line));
        }
    }

    private static List<QuarantinedRow> rows(List<Bad> bad, List<String> texts) {
        List<QuarantinedRow> rows = new ArrayList<>();
        for (int i = 0; i < bad.size(); i++) {
            rows.add(new QuarantinedRow(
                    bad.get(i).line(), texts.get(i), bad.get(i).findings()));
        }
        return List.copyOf(rows);
    }

    private static InvalidInputException tooMany(Layout layout, List<Bad> bad, long badCount, long good) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                layout.source().code("quarantine-full"),
                layout.source().name(),
                badCount + " of " + (badCount + good) + " rows are bad where at most "
                        + layout.options().maxQuarantined() + " may be set aside",
                "mend what follows, or allow more with quarantine(n)"));
        bad.stream()
                .flatMap(row -> row.findings().stream())
                .limit(layout.options().maxErrors())
                .forEach(findings::add);
        return new InvalidInputException(findings);
    }
}
