package io.mlstack.api.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** FIPS 180-4's example. */
    @Test
    void equalsThePublishedDigest() {
        assertThat(Digest.of("abc".getBytes(UTF_8)).hex()).isEqualTo(ABC);
        assertThat(Digest.of(new byte[0]))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void partsGiveTheDigestOfTheWhole() throws IOException {
        Digest parts = Digest.builder()
                .add("xa".getBytes(UTF_8), 1, 1)
                .add(ByteBuffer.wrap("b".getBytes(UTF_8)))
                .add("c".getBytes(UTF_8))
                .build();
        assertThat(parts).isEqualTo(Digest.parse(ABC)).hasSameHashCodeAs(Digest.parse(ABC));
        assertThat(Digest.of(new ByteArrayInputStream("abc".getBytes(UTF_8)))).isEqualTo(parts);
        assertThat(parts.shortHex(12)).isEqualTo("ba7816bf8f01");
    }

    @Property
    void hexAndBytesComeBack(@ForAll @Size(32) byte[] bytes, @ForAll @Size(32) byte[] others) {
        Digest digest = Digest.fromBytes(bytes);
        Digest other = Digest.fromBytes(others);
        assertThat(digest.bytes()).isEqualTo(bytes);
        assertThat(Digest.parse(digest.hex())).isEqualTo(digest);
        assertThat(Integer.signum(digest.compareTo(other)))
                .isEqualTo(Integer.signum(digest.hex().compareTo(other.hex())));
        assertThat(digest.equals(other)).isEqualTo(digest.hex().equals(other.hex()));
    }

    @Test
    void textThatIsNoDigestIsRefusedWithTheFirstWrongCharacter() {
        assertThatThrownBy(() -> Digest.parse(ABC.substring(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("63 characters instead of 64");
        assertThatThrownBy(() -> Digest.parse("BA" + ABC.substring(2))).hasMessageContaining("U+0042 at 0");
        assertThatThrownBy(() -> Digest.parse(ABC.substring(1) + "g")).hasMessageContaining("U+0067 at 63");
        assertThatThrownBy(() -> Digest.fromBytes(new byte[31])).hasMessageContaining("31 bytes instead of 32");
    }

    @Test
    void builderIsUsedOnce() {
        Digest.Builder builder = Digest.builder();
        builder.build();
        assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.add(new byte[1])).isInstanceOf(IllegalStateException.class);
    }
}
