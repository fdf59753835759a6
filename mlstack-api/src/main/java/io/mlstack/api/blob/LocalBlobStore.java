package io.mlstack.api.blob;

import java.nio.file.Path;

/**
 * What a store on local files can do besides: objects can be mapped, and written before their key is known.
 *
 * <p>A capability: ask with {@code store instanceof LocalBlobStore local} and keep a way for stores that lack it.
 */
public interface LocalBlobStore extends BlobStore {

    /**
     * The file that holds an object, for mapping and random access.
     *
     * <p>Read-only by contract: whoever writes to it breaks the object for everybody (a map for an engine that writes is
     * {@code MapMode.PRIVATE}). Nobody truncates it; after {@link #delete} the path is gone, while open maps live on.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is no such object
     */
    Path path(String key);

    /**
     * A private file of the same file system, to be filled and then published under a key without copying.
     *
     * @throws io.mlstack.api.error.StorageException if it cannot be created
     */
    StagedBlob stage();
}
