package io.mlstack.serve.predict.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class PointTableTest {

    @Property(tries = 300)
    void findsEachStringAndNoOther(@ForAll @UniqueElements List<String> strings, @ForAll String other) {
        PointTable table = new PointTable(strings);

        for (int i = 0; i < strings.size(); i++) {
            assertThat(find(table, strings.get(i))).isEqualTo(i);
        }
        assertThat(find(table, other)).isEqualTo(strings.indexOf(other));
    }

    @Test
    void anEmptyTableFindsNothing() {
        assertThat(find(new PointTable(List.of()), "a")).isEqualTo(-1);
        assertThat(find(new PointTable(List.of()), "")).isEqualTo(-1);
    }

    private static int find(PointTable table, String string) {
        int[] points = ("x" + string + "y").codePoints().toArray();
        return table.find(points, 1, points.length - 1);
    }
}
