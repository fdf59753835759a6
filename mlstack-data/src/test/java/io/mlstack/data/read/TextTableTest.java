package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TextTableTest {

    @Property(tries = 300)
    void keepsDistinctTextsInOrderAsASetDoes(@ForAll List<String> texts, @ForAll @IntRange(max = 40) int limit) {
        TextTable table = new TextTable(limit);
        Set<String> seen = new LinkedHashSet<>();
        for (String text : texts) {
            char[] chars = ("<" + text + ">").toCharArray();
            boolean hasRoom = seen.contains(text) || seen.size() < limit;
            int at = table.add(chars, 1, 1 + text.length());
            if (hasRoom) {
                seen.add(text);
            }
            assertThat(at).isEqualTo(new ArrayList<>(seen).indexOf(text));
            assertThat(table.find(chars, 1, 1 + text.length())).isEqualTo(at);
        }
        assertThat(table.texts()).containsExactlyElementsOf(seen);
        assertThat(table.isFull()).isEqualTo(new LinkedHashSet<>(texts).size() > limit);
    }

    @Property(tries = 20)
    void textsWithEqualHashesAreToldApart(@ForAll @IntRange(min = 2, max = 8) int pairs) {
        List<String> colliding = new ArrayList<>(List.of(""));
        for (int i = 0; i < pairs; i++) {
            List<String> longer = new ArrayList<>();
            colliding.forEach(text -> longer.addAll(List.of(text + "Aa", text + "BB")));
            colliding = longer;
        }
        TextTable table = TextTable.of(colliding);
        for (int i = 0; i < colliding.size(); i++) {
            assertThat(table.find(colliding.get(i).toCharArray(), 0, 2 * pairs)).isEqualTo(i);
        }
    }
}
