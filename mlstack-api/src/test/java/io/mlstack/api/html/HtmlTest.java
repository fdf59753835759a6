package io.mlstack.api.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textStaysText() {
        assertThat(Html.table(List.of("<b>"), List.of(List.of("<img src=x onerror='alert(\"1\")'> & co"))))
                .isEqualTo(
                        "<table><thead><tr><th>&lt;b&gt;</th></tr></thead><tbody><tr>"
                                + "<td>&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt; &amp; co</td></tr></tbody></table>");
    }
}
