package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works when it is pasted into JShell. */
class JShellTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void theReadmeRunsLineByLineInJShell(@TempDir Path folder) throws IOException, InterruptedException {
        Path pasted = folder.resolve("pasted.txt");
        Files.writeString(pasted, javaBlocks() + "\n/exit\n");
        Path output = folder.resolve("output.txt");
        Process jshell = new ProcessBuilder(
                        Project.tool("jshell"),
                        "-R-Djava.io.tmpdir=" + folder,
                        "--feedback",
                        "concise",
                        "--class-path",
                        Project.classPath(),
                        Project.root().resolve("docs/jshell/mlstack.jsh").toString(),
                        "-")
                .redirectInput(pasted.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(jshell.waitFor(3, TimeUnit.MINUTES)).isTrue();

        String printed = Files.readString(output);
        assertThat(printed).as(printed).doesNotContain("Error:", "Exception", "cannot find symbol");
        assertThat(printed).contains("== The problem", "== What the correction changed", "Triage[diagnosis=");
        try (var files = Files.walk(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).contains("report.html", "biopsy-triage.mlb");
        }
    }

    private static String javaBlocks() {
        StringBuilder code = new StringBuilder();
        Matcher block = JAVA_BLOCK.matcher(Project.text("README.md"));
        while (block.find()) {
            code.append(block.group(1)).append('\n');
        }
        assertThat(code.toString().lines().map(String::strip))
                .as("JShell cannot take such a line")
                .noneMatch(l -> l.startsWith("."));
        return code.toString();
    }

    @Test
    void theStartScriptsNameTheFilesThatExist() {
        assertThat(Project.text("docs/jshell/start")).contains("mlstack.jsh");
        assertThat(List.of("docs/jshell/start", "docs/quickstart/run"))
                .allSatisfy(
                        script -> assertThat(Files.isExecutable(Project.root().resolve(script)))
                                .isTrue());
    }
}
