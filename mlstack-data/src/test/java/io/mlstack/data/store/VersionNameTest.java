package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.NotFoundException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionNameTest {

    @Test
    void versionsAreFoundByTagByDigitsAndByStepsBack() {
        Dataset dataset = Stores.small().dataset("pets");
        Snapshot one = dataset.commit(SmallStore.notes("Tom"), "one");
        dataset.tag("train-1");
        Snapshot two = dataset.commit(SmallStore.notes("Tim"), "two");
        Snapshot three = dataset.commit(SmallStore.notes("Tam"), "three");
        assertThat(dataset.at("train-1").id()).isEqualTo(one.id());
        assertThat(dataset.at(two.id().shortHex(12)).id()).isEqualTo(two.id());
        assertThat(dataset.at("~1").id()).isEqualTo(two.id());
        assertThat(dataset.at("head").id()).isEqualTo(three.id());
        assertThat(dataset.at("head~2").message()).isEqualTo("one");
        assertThat(dataset.tags()).containsOnlyKeys("train-1");
        assertThat(dataset.tag("train-1", one).id()).isEqualTo(one.id());
        assertThatThrownBy(() -> dataset.tag("train-1", two))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("a tag does not move");
        assertThatThrownBy(() -> dataset.at("train-2"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean \"train-1\"");
        for (String wrong : List.of("~3", "train-1~1", "", "ffff", "~", "~99999999999999999999")) {
            assertThatThrownBy(() -> dataset.at(wrong)).as(wrong).isInstanceOf(NotFoundException.class);
        }
    }
}
