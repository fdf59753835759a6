package io.mlstack.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.error.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "pets", "biopsy-triage", "a.b_c-1", "a-", "a_"})
    void everyNameIsASegmentOfAKey(String name) {
        assertThat(ModelName.check(name)).isEqualTo(name);
        assertThat(BlobKey.check("models/" + name)).endsWith(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pets.", ".", "..", ".pets", "-pets", "Pets", "a/b", "a b", "p\u00e9ts", "pets\n"})
    void whatCannotBeStoredIsNoName(String text) {
        assertThat(ModelName.isOne(text)).isFalse();
        assertThatThrownBy(() -> ModelName.check(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("cannot name a model", ModelName.CURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 60_000})
    void aLongNameIsRefusedInAShortMessage(int length) {
        assertThat(ModelName.isOne("a".repeat(100))).isTrue();
        assertThatThrownBy(() -> ModelName.check("a".repeat(length)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }
}
