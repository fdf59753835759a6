package io.mlstack.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a folder of texts in UTF-8: one row a file, labelled by folder or by a file.
 *
 * <pre>{@code
 * FolderTable reviews = Texts.read(Path.of("reviews"));
 * FolderTable notes = Texts.folder(Path.of("notes")).extensions("md", "txt").withoutLabels().read();
 * }</pre>
 *
 * <p>Behind {@code path} and {@code label} comes {@code text}, the whole file without a byte order mark; line breaks stay as
 * they are. A file that is no UTF-8 is a problem, with the byte and the line.
 */
public final class Texts extends FolderSettings<Texts> {

    private Set<String> extensions = Set.of("txt");

    private Texts(Path folder) {
        super(folder);
    }

    /**
     * Reads a folder of {@code .txt} files whose folders are the labels.
     *
     * @throws IOException if the folder cannot be listed
     * @throws io.mlstack.api.error.InvalidInputException with all broken files
     */
    public static FolderTable read(Path folder) throws IOException {
        return folder(folder).read();
    }

    /** A folder to be read; nothing is looked at yet. */
    public static Texts folder(Path folder) {
        return new Texts(folder);
    }

    /** How the names of the files end, without the dot, in any case; {@code txt} unless stated. */
    public Texts extensions(String... ends) {
        extensions = Stream.of(ends).map(end -> end.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        return this;
    }

    @Override
    Texts self() {
        return this;
    }

    @Override
    FileKind kind() {
        return new TextKind(extensions);
    }
}
