package io.mlstack.data.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.Validity;
import io.mlstack.data.store.RandomRows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PageTest {

    @Property(tries = 100)
    void everyTypeComesBackAsItWasWritten(@ForAll long seed, @ForAll @IntRange(max = 150) int rows) {
        RandomRows random = new RandomRows(seed, RandomRows.ALL_TYPES);
        Columns table = random.inOrder(random.rows(rows, 1000));
        for (int i = 0; i < table.schema().size(); i++) {
            ColumnType type = table.schema().column(i).type();
            byte[] page = PageEncoder.encode(type, table.vector(i));
            ColumnVector read = PageDecoder.decode(page, type, table.rows(), "page");
            assertThat(read).as("%s", type).isEqualTo(table.vector(i));
            assertThat(page.length % PageEncoder.ALIGNMENT).isZero();
        }
    }

    @Test
    void whatLiesUnderAMissingRowDoesNotShow() {
        Validity second = Validity.of(2, new long[] {2});
        assertThat(PageEncoder.encode(ColumnType.INT32, IntVector.of(new int[] {7, 5}, second)))
                .isEqualTo(PageEncoder.encode(ColumnType.INT32, IntVector.of(new int[] {0, 5}, second)));
    }

    @Test
    void aPageWithBytesUnderAMissingRowIsCorrupt() {
        byte[] page = text(new int[] {0, 0, 1}, "z", Validity.of(2, new long[] {2}));
        int endOfFirstRow = 28;
        assertThat(page[endOfFirstRow + 4]).as("end of the second row").isEqualTo((byte) 1);
        page[endOfFirstRow] = 1;
        assertThatThrownBy(() -> PageDecoder.decode(page, ColumnType.TEXT, 2, "packs/x"))
                .isInstanceOf(CorruptDataException.class);
    }

    @Test
    void everyNanIsTheSameValue() {
        double other = Double.longBitsToDouble(0x7FF8000000000001L);
        assertThat(PageEncoder.encode(ColumnType.FLOAT64, DoubleVector.of(other)))
                .isEqualTo(PageEncoder.encode(ColumnType.FLOAT64, DoubleVector.of(Double.NaN)));
    }

    @Test
    void aCategoryPageDoesNotChangeWhenTheSchemaGainsOrReordersLevels() {
        ColumnType few = ColumnType.category("m", "b");
        ColumnType more = ColumnType.category("a", "b", "c", "m");
        assertThat(PageEncoder.encode(few, IntVector.of(0, 1, 1)))
                .isEqualTo(PageEncoder.encode(more, IntVector.of(3, 1, 1)));
    }

    @Test
    void theBytesOfAPageAreFixedForEver() {
        Validity gaps = Validity.of(3, new long[] {0b101});
        assertThat(hex(PageEncoder.encode(ColumnType.INT32, IntVector.of(new int[] {1, 9, -1}, gaps))))
                .isEqualTo("0201000000000000" + "0300000000000000" + "0500000000000000" + "0100000000000000"
                        + "ffffffff00000000");
        assertThat(hex(text(new int[] {0, 2, 2, 3}, "abc", Validity.allPresent(3))))
                .isEqualTo("0700000000000000" + "0300000000000000" + "0000000002000000" + "0200000003000000"
                        + "6162630000000000");
    }

    @Test
    void aPageThatIsCutOffOrOfAnotherTypeIsCorrupt() {
        byte[] page = PageEncoder.encode(ColumnType.TEXT, BytesVector.of("a", "bc"));
        for (int length = 0; length < page.length; length++) {
            byte[] cut = Arrays.copyOf(page, length);
            assertThatThrownBy(() -> PageDecoder.decode(cut, ColumnType.TEXT, 2, "packs/x"))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("packs/x");
        }
        assertThatThrownBy(() -> PageDecoder.decode(page, ColumnType.JSON, 2, "p"))
                .isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> PageDecoder.decode(page, ColumnType.TEXT, 3, "p"))
                .isInstanceOf(CorruptDataException.class);
        assertThatThrownBy(() -> PageDecoder.decode(Arrays.copyOf(page, page.length + 8), ColumnType.TEXT, 2, "p"))
                .isInstanceOf(CorruptDataException.class);
    }

    private static byte[] text(int[] offsets, String bytes, Validity validity) {
        return PageEncoder.encode(
                ColumnType.TEXT, BytesVector.of(offsets, bytes.getBytes(StandardCharsets.UTF_8), validity));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
