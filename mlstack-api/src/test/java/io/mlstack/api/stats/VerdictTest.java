package io.mlstack.api.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Estimate ABOVE = new Estimate(.1, .01, .2, .95, "paired");
    private static final Estimate BELOW = new Estimate(-.1, -.2, -.01, .95, "paired");
    private static final Estimate AROUND = new Estimate(.1, -.01, .2, .95, "paired");

    @Test
    void aVerdictFollowsItsInterval() {
        assertThat(Verdict.of(ABOVE, true, "the net", "the rule", "by .1"))
                .isEqualTo(new Verdict.Better(ABOVE, "the net is better than the rule: by .1"));
        assertThat(Verdict.of(BELOW, true, "the net", "the rule", "by .1"))
                .isEqualTo(new Verdict.Worse(BELOW, "the net is worse than the rule: by .1"));
        assertThat(Verdict.of(AROUND, true, "the net", "the rule", "by .1"))
                .isEqualTo(new Verdict.Indistinguishable(AROUND, "the net cannot be told apart from the rule: by .1"));
        assertThat(Verdict.of(ABOVE, false, "a", "b", "")).isInstanceOf(Verdict.Indistinguishable.class);
    }

    @Test
    void aVerdictAgainstItsIntervalIsRefused() {
        for (Estimate difference : new Estimate[] {BELOW, AROUND, new Estimate(.1, 0, .2, .95, "paired")}) {
            assertThatThrownBy(() -> new Verdict.Better(difference, "")).isInstanceOf(IllegalArgumentException.class);
        }
        for (Estimate difference : new Estimate[] {ABOVE, AROUND, new Estimate(-.1, -.2, 0, .95, "paired")}) {
            assertThatThrownBy(() -> new Verdict.Worse(difference, "")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
