package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the files of a folder are: the seam between one kind of file and what reading folders shares. */
interface FileKind {

    /** How the codes of findings begin. */
    String name();

    /** Ends of the names of such files, in lower case, without the dot. */
    Set<String> extensions();

    /** The columns of a file, behind its path and label. */
    List<Column> columns();

    /**
     * Looks at a file without reading more of it than needed.
     *
     * @throws BrokenFileException if it is none of this kind
     */
    void check(FolderFile file) throws IOException;

    /** Adds the file as a row; one builder a column. As {@link #check}. */
    void append(byte[] bytes, List<ColumnBuilder> columns) throws IOException;

    /** Why a file is broken. */
    final class BrokenFileException extends IOException {
        private static final long serialVersionUID = 1L;

        final String code;
        final String cure;

        /** @param code without the name of the kind */
        BrokenFileException(String code, String message, String cure) {
            super(message);
            this.code = code;
            this.cure = cure;
        }

        BrokenFileException(String code, String message, String cure, @Nullable Throwable cause) {
            this(code, message, cure);
            initCause(cause);
        }
    }
}
