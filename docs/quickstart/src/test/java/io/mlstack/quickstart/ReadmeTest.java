package io.mlstack.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README shows what runs. */
class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

    private final String readme = Project.text("README.md");

    @Test
    void theExampleIsTheOneThatRuns() {
        List<String> blocks = blocks(JAVA_BLOCK, readme);

        assertThat(blocks).contains(Project.region(Project.source("Biopsy"), "row"));
        assertThat(blocks).contains(Project.region(Project.source("Quickstart"), "life"));
    }

    @Test
    void jshellNeedsAtMostSixImports() {
        assertThat(Project.text("docs/jshell/mlstack.jsh").lines().filter(l -> l.startsWith("import ")))
                .hasSizeBetween(1, 6);
    }

    @Test
    void oneCommandRunsAndOneTests() {
        assertThat(section("## Run it")).isEqualTo("docs/quickstart/run");
        assertThat(section("## Test it")).isEqualTo("./mvnw -B verify");
        assertThat(Files.isExecutable(Project.root().resolve("docs/quickstart/run")))
                .isTrue();
        assertThat(Files.isExecutable(Project.root().resolve("mvnw"))).isTrue();
    }

    @Test
    void linksOfTheDocumentationLeadSomewhere() {
        for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "benchmarks/README.md")) {
            Path folder = Project.root().resolve(page).getParent();
            Matcher link = LINK.matcher(Project.text(page));
            while (link.find()) {
                assertThat(folder.resolve(link.group(1))).as("link of %s", page).exists();
            }
        }
    }

    private String section(String heading) {
        int start = readme.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = readme.indexOf("\n## ", start + 1);
        List<String> commands = blocks(COMMAND_BLOCK, readme.substring(start, end < 0 ? readme.length() : end));
        assertThat(commands).as("commands under %s", heading).hasSize(1);
        return commands.get(0).strip();
    }

    private static List<String> blocks(Pattern pattern, String text) {
        List<String> blocks = new ArrayList<>();
        Matcher block = pattern.matcher(text);
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }
}
