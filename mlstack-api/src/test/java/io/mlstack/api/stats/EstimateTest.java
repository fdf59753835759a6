package io.mlstack.api.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void aValueLiesInItsInterval() {
        assertThatThrownBy(() -> new Estimate(.9, .91, .95, .95, "Wilson"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimate(Double.NaN, 0, 1, .95, "Wilson"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLevelIsAProbability() {
        assertThatThrownBy(() -> new Estimate(.9, .8, .95, 95, "Wilson")).hasMessageContaining("95");
    }

    @Test
    void theMarginIsHalfTheWidth() {
        assertThat(new Estimate(.9, .8, .96, .95, "Wilson").margin()).isEqualTo((.96 - .8) / 2);
    }

    @Test
    void theLevelIsShownAsItIs() {
        assertThat(new Estimate(.974, .951, .988, .95, "Wilson")).hasToString("0.9740 (95 % 0.9510 to 0.9880)");
        assertThat(new Estimate(.974, .951, .988, .999, "Wilson")).hasToString("0.9740 (99.9 % 0.9510 to 0.9880)");
    }
}
