package io.mlstack.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NestedRecordTest {

    record FullName(String first, @Name("last-name") String last) {}

    record Person(int age, FullName name) {}

    record Loan(
            double amount,
            Person applicant,
            Optional<Person> coApplicant,
            @Name("flags.") Flags flags) {}

    record Flags(Boolean isNew) {}

    record Flat(@Name("") Person person, double amount) {}

    @Test
    void columnsOfANestedRecordBeginWithItsNameOrPrefix() {
        assertThat(Schema.of(Loan.class).columns())
                .extracting(Column::toString)
                .containsExactly(
                        "amount: float64",
                        "applicant_age: int32",
                        "applicant_name_first: text, nullable",
                        "applicant_name_last-name: text, nullable",
                        "co_applicant_age: int32, nullable",
                        "co_applicant_name_first: text, nullable",
                        "co_applicant_name_last-name: text, nullable",
                        "flags.is_new: boolean, nullable");
        assertThat(Schema.of(Flat.class).names()).containsExactly("age", "name_first", "name_last-name", "amount");
        assertThat(Schema.columnName(
                        Loan.class.getRecordComponents()[3], Flags.class.getRecordComponents()[0]))
                .isEqualTo("flags.is_new");
    }

    @Test
    void nestedRecordsGoThroughColumnsAndBack() {
        Person ana = new Person(31, new FullName("Ana", null));
        List<Loan> loans = List.of(
                new Loan(1.5, ana, Optional.empty(), new Flags(true)),
                new Loan(2.5, new Person(40, null), Optional.of(ana), null));

        assertThat(Columns.ofRecords(Loan.class, loans).toRecords(Loan.class)).isEqualTo(loans);
    }

    @Test
    void nestedRecordThatIsNotThereNeedsColumnsThatMayBeMissing() {
        List<Loan> loans = List.of(new Loan(1.5, null, Optional.empty(), null));

        assertThatThrownBy(() -> Columns.ofRecords(Loan.class, loans))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column applicant_age");
    }

    record Tree(int value, Optional<Tree> left) {}

    record Forest(List<Tree> trees, Tree first, @Name("") Same same, int first_value) {}

    record Same(@Name("") int nothing) {}

    @Test
    void everyComponentThatHasNoColumnsIsNamedByItsPath() {
        assertThatThrownBy(() -> Schema.of(Forest.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        "Forest.first.left: a Tree holds a Tree again",
                        "Forest.trees: java.util.List<",
                        "Forest.same.nothing: \"\" cannot name a column");
    }

    record Twice(Flags a, @Name("a_is_new") Boolean same) {}

    @Test
    void twoComponentsForOneColumnAreRefused() {
        assertThatThrownBy(() -> Schema.of(Twice.class)).hasMessageContaining("\"a_is_new\" is taken");
    }

    record Times(OffsetDateTime offset, Optional<ZonedDateTime> zoned) {}

    @Test
    void timesWithAZoneArePointsInTime() {
        Instant now = Instant.parse("2026-11-25T18:00:00.000001Z");
        Times there = new Times(now.atOffset(ZoneOffset.ofHours(5)), Optional.of(now.atZone(ZoneId.of("Asia/Tokyo"))));
        Times here = new Times(now.atOffset(ZoneOffset.UTC), Optional.of(now.atZone(ZoneOffset.UTC)));
        Columns columns = Columns.ofRecords(Times.class, List.of(there));

        assertThat(columns.value(0, "offset")).isEqualTo(now);
        assertThat(columns.toRecords(Times.class)).containsExactly(here);
    }

    record Local(LocalDateTime at) {}

    @Test
    void timeWithoutAZoneIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Schema.of(Local.class))
                .hasMessageContaining("a time without a zone is no point in time");
    }
}
