package io.mlstack.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void suggestsTheNearestFirst() {
        assertThat(NearestName.near("diagnosi", List.of("id", "diagnoses", "diagnosis", "area")))
                .containsExactly("diagnosis", "diagnoses");
    }

    @Test
    void takesSwappedLettersForOneMistake() {
        assertThat(NearestName.near("pest", List.of("pets", "rest"))).containsExactly("pets", "rest");
    }

    @Test
    void ignoresCase() {
        assertThat(NearestName.near("AREA", List.of("area", "id"))).containsExactly("area");
    }

    @Test
    void listsWhatExistsWhereNothingIsNear() {
        assertThat(NearestName.cure("zebra", List.of("cat", "dog"))).isEqualTo("there are: cat, dog");
        assertThat(NearestName.cure("zebra", List.of())).isEqualTo("none exist yet");
    }
}
