package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dmlstack.guide.write=true} to write the guide anew. */
class SupportGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guides", "what-the-predictor-supports.md");

    @Test
    void everyNodeIsInTheGuideAndScores() {
        assertThat(GuideNodes.kinds().stream().map(Class::getSimpleName).collect(Collectors.toSet()))
                .isEqualTo(GuideNodes.example().nodes().stream()
                        .map(Node::getClass)
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()))
                .isEqualTo(GuideNodes.SAYS.keySet());
        assertThat(GuideNodes.score().rows()).isEqualTo(1);
    }

    @Test
    void theGuideSaysWhatTheCodeDoes() throws IOException {
        String guide = SupportGuide.markdown();
        if (Boolean.getBoolean("mlstack.guide.write")) {
            Files.createDirectories(GUIDE.getParent());
            Files.writeString(GUIDE, guide);
        }
        assertThat(Files.readString(GUIDE))
                .as("%s is out of date: run this test with -Dmlstack.guide.write=true", GUIDE)
                .isEqualTo(guide);
    }
}
