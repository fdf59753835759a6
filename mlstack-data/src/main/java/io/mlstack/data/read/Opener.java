package io.mlstack.data.read;

import java.io.IOException;
import java.io.InputStream;

/** Opens the bytes of a file from their beginning, once for each pass. */
@FunctionalInterface
public interface Opener {

    /** A new stream over the same bytes; closed by the caller. */
    InputStream open() throws IOException;
}
