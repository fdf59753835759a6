package io.mlstack.api.blob;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What goes wrong in a store on files, each with its place and its cure. */
final class Failures {

    private Failures() {}

    static StorageException reading(Path place, IOException cause) {
        return storage(
                "blob.unreadable",
                place,
                "cannot be read: " + reason(cause),
                "check that the file system is there and that this process may read it",
                cause);
    }

    static StorageException writing(Path place, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return storage(
                    "blob.interrupted",
                    place,
                    "was not written because the thread was interrupted",
                    "write again; nothing was left behind",
                    cause);
        }
        return storage(
                "blob.unwritable",
                place,
                "cannot be written: " + reason(cause),
                "check free space and that this process may write there",
                cause);
    }

    static StorageException deleting(Path place, IOException cause) {
        return storage(
                "blob.undeletable",
                place,
                "cannot be deleted: " + reason(cause),
                "check that this process may write there and that nobody maps the file",
                cause);
    }

    static NotFoundException missing(Path place, String key) {
        return new NotFoundException(new Finding(
                "blob.missing",
                place.toString(),
                "there is no object \"" + key + '"',
                "list the store to see what there is; fetch a lost object from a remote or a backup"));
    }

    static InvalidInputException nested(Path place, String key) {
        return new InvalidInputException(new Finding(
                "blob.nested-key",
                place.toString(),
                "the key \"" + key + "\" is the folder of other objects or lies below one",
                "choose a key that is no folder of another"));
    }

    static InvalidInputException range(Path place, long offset, long length, long size) {
        return new InvalidInputException(new Finding(
                "blob.bad-range",
                place.toString(),
                "%d bytes from %d on were asked for, the object has %d".formatted(length, offset, size),
                "ask for bytes inside the object; stat tells its size"));
    }

    static InvalidInputException tooLarge(Path place, long size) {
        return new InvalidInputException(new Finding(
                "blob.too-large",
                place.toString(),
                "%d bytes do not fit in one array".formatted(size),
                "open the object as a stream or read ranges"));
    }

    private static StorageException storage(String code, Path place, String message, String cure, IOException cause) {
        return new StorageException(new Finding(code, place.toString(), message, cure), cause);
    }

    /** A file system exception repeats the path in its message; the reason is what a person needs. */
    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException fileSystem && fileSystem.getReason() != null) {
            return fileSystem.getReason();
        }
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null || cause instanceof FileSystemException
                ? name
                : name + ": " + cause.getMessage();
    }
}
