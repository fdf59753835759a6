package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The edge cases of the two text formats, one a line of {@code rfc4180.txt} and {@code rfc8259.txt}. */
class ReaderCasesTest {

    private static final Pattern REPEATED = Pattern.compile("\\{\\{(.*?)}}\\(x(\\d+)\\)");

    private record Case(String id, byte[] file, String expected) {}

    private interface Reading {
        ReadTable read(InputStream in) throws IOException;
    }

    @TestFactory
    Stream<DynamicTest> csvIsReadOrRefusedAsTheTableSays() throws IOException {
        return tests("rfc4180.txt", in -> Csv.stream("f", in).read());
    }

    @TestFactory
    Stream<DynamicTest> jsonLinesAreReadOrRefusedAsTheTableSays() throws IOException {
        return tests("rfc8259.txt", in -> JsonLines.stream("f", in).read());
    }

    private static Stream<DynamicTest> tests(String file, Reading reading) throws IOException {
        List<Case> cases = cases(file);
        assertThat(cases).extracting(Case::id).doesNotHaveDuplicates();
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.id(), () -> assertThat(outcome(c, reading)).isEqualTo(c.expected())));
    }

    private static String outcome(Case c, Reading reading) throws IOException {
        try {
            ReadTable table = reading.read(new ByteArrayInputStream(c.file()));
            Columns rows = table.collect();
            String schema =
                    table.schema().columns().stream().map(Column::toString).collect(Collectors.joining("; "));
            return schema + " =>"
                    + IntStream.range(0, rows.rows())
                            .mapToObj(row -> (row == 0 ? " (" : "(") + row(rows, row) + ")")
                            .collect(Collectors.joining());
        } catch (InvalidInputException e) {
            return e.findings().stream()
                    .map(f -> "! " + f.code() + " " + f.place())
                    .collect(Collectors.joining(" "));
        }
    }

    private static String row(Columns rows, int row) {
        return IntStream.range(0, rows.schema().size())
                .mapToObj(column -> Objects.requireNonNullElse(rows.text(row, column), ""))
                .collect(Collectors.joining(","));
    }

    private static List<Case> cases(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReaderCasesTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ReaderCasesTest::parse)
                    .toList();
        }
    }

    private static Case parse(String line) {
        int input = line.indexOf('|');
        int expected = line.lastIndexOf('|');
        return new Case(
                line.substring(0, input).strip(),
                bytes(line.substring(input + 1, expected).replaceFirst("^ ", "").replaceFirst(" $", "")),
                new String(bytes(line.substring(expected + 1).strip()), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String escaped) {
        String text = REPEATED.matcher(escaped)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.write(c);
                continue;
            }
            switch (text.charAt(++i)) {
                case 'n' -> out.write('\n');
                case 'r' -> out.write('\r');
                case 't' -> out.write('\t');
                case 'x' -> {
                    out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> out.write(text.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
