package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BlobKeyTest {

    @Test
    void lengthsAreCapped() {
        String segment = "s".repeat(BlobKey.MAX_SEGMENT_LENGTH);
        assertThat(BlobKey.check(segment + "/" + segment)).hasSize(257);
        assertThatThrownBy(() -> BlobKey.check(segment + "s")).hasMessageContaining("129 characters, more than 128");
        String five = (segment + "/").repeat(5);
        assertThatThrownBy(() -> BlobKey.check(five + "k"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("more than 512");
    }

    @Test
    void problemIsNamedWithItsPosition() {
        assertThatThrownBy(() -> BlobKey.check("a/b c"))
                .hasMessageContaining("\"a/b c\": has the character U+0020 at 3");
        assertThatThrownBy(() -> BlobKey.check("a//c")).hasMessageContaining("empty segment at character 2");
        assertThatThrownBy(() -> BlobKey.check("a/..")).hasMessageContaining("dot at character 2");
        assertThatThrownBy(() -> BlobKey.check("staging/a")).hasMessageContaining("keeps for itself");
    }

    @Test
    void prefixesMayEndAnywhere() {
        for (String prefix : new String[] {"", "a", "a/", "a/b.", "stag", "staging", "staging-2/"}) {
            assertThat(BlobKey.checkPrefix(prefix)).isEqualTo(prefix);
        }
    }

    /** The point of the grammar: whatever is accepted stays below the root, under its own name. */
    @Property
    void acceptedKeysStayBelowTheRoot(
            @ForAll @StringLength(max = 12) @Chars({'.', '/', '\\', '-', 'A', ':'}) @CharRange(from = 'a', to = 'c')
                    String text) {
        if (BlobKey.isKey(text)) {
            Path root = Path.of("root").toAbsolutePath();
            Path file = root.resolve(text);
            assertThat(file.normalize()).isEqualTo(file).startsWithRaw(root).isNotEqualTo(root);
            assertThat(root.relativize(file).toString().replace('\\', '/')).isEqualTo(text);
        }
    }
}
