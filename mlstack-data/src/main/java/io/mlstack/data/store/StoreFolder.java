package io.mlstack.data.store;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.blob.StoreFormat;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.StorageException;
import io.mlstack.data.store.internal.StoreCore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a folder for a store from somebody's other files, which may have names that no blob has. */
final class StoreFolder {

    private StoreFolder() {}

    /** @throws InvalidInputException if the folder holds files and no store */
    static void refuseStrangers(Path folder) {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve(StoreFormat.KEY))) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // What a process leaves that died while it created the store.
                if (!name.equals(BlobKey.RESERVED)) {
                    refuseUnlessJustCreated(folder, name);
                }
            }
        } catch (IOException e) {
            throw new StorageException(
                    new Finding("store.folder", folder.toString(), "cannot be listed: " + e, "check its permissions"),
                    e);
        }
    }

    private static void refuseUnlessJustCreated(Path folder, String name) {
        // Somebody else may be creating the store at this moment: FORMAT comes before everything else.
        if (!Files.exists(folder.resolve(StoreFormat.KEY))) {
            throw new InvalidInputException(
                    StoreCore.FORMAT.foreign(folder.toString(), "it holds " + name + " and no " + StoreFormat.KEY));
        }
    }
}
