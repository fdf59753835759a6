package io.mlstack.benchmarks.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        ">=20, 20, true",
        ">=20, 19.999, false",
        ">=0.5, 0.5, true",
        "<=1e-6, 1e-6, true",
        "<=1e-6, 1.1e-6, false",
        "<=1e-6, 0, true",
        "==0, 0.49, true",
        "==0, 0.5, false",
        "==0, 16, false",
        ">=-3, -2, true"
    })
    void holdsOnOneSideOfItsLimit(String text, double measured, boolean holds) {
        assertThat(Comparison.parse(text).holds(measured)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {">=20", "<=1e-6", "==0"})
    void nothingHoldsForNoNumber(String text) {
        assertThat(Comparison.parse(text).holds(Double.NaN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {">=20", ">=0.5", "<=1e-6", "<=2.5e-7", "==0", ">=1.9", ">=1000"})
    void isWrittenAsItWasRead(String text) {
        assertThat(Comparison.parse(text)).hasToString(text);
    }

    @Property
    void everyLimitComesBackFromItsText(@ForAll Comparison.Relation relation, @ForAll double limit) {
        Comparison comparison = new Comparison(relation, limit);
        assertThat(Comparison.parse(comparison.toString()).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "=20", ">20", ">=", ">=many", ">=NaN", "<=Infinity", ""})
    void whatIsNoComparisonIsRefusedWithItsText(String text) {
        assertThatThrownBy(() -> Comparison.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRefusalNamesTheSigns() {
        assertThatThrownBy(() -> Comparison.parse("20x")).hasMessage("\"20x\" starts with none of >=, <= and ==");
    }
}
