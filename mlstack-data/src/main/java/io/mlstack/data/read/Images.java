package io.mlstack.data.read;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a folder of images: one row a file, labelled by folder or by a file.
 *
 * <pre>{@code
 * FolderTable pets = Images.read(Path.of("pets"));
 * FolderTable scans = Images.folder(Path.of("scans")).labels(Path.of("labels.csv")).quarantine().read();
 * }</pre>
 *
 * <p>Behind {@code path} and {@code label} come {@code width} and {@code height} in pixels, {@code format} and
 * {@code bytes}, the file as it is. Formats are bmp, gif, jpeg, png and webp; what a file is, its first bytes tell, not its
 * name. Only headers are looked at, and nothing is decoded: a file whose header is broken, or which was cut short where its
 * format tells its length (png, webp, bmp), is a problem; broken pixels are not found.
 */
public final class Images extends FolderSettings<Images> {

    private Images(Path folder) {
        super(folder);
    }

    /**
     * Reads a folder whose folders are the labels.
     *
     * @throws IOException if the folder cannot be listed
     * @throws io.mlstack.api.error.InvalidInputException with all broken files
     */
    public static FolderTable read(Path folder) throws IOException {
        return folder(folder).read();
    }

    /** A folder to be read; nothing is looked at yet. */
    public static Images folder(Path folder) {
        return new Images(folder);
    }

    @Override
    Images self() {
        return this;
    }

    @Override
    FileKind kind() {
        return new ImageKind();
    }
}
