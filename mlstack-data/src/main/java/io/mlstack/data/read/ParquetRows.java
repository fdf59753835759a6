package io.mlstack.data.read;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** The rows of a Parquet file, decoded column by column, in blocks. */
final class ParquetRows implements Closeable {

    private static final int BLOCK_ROWS = 8192;

    private final String file;
    private final ParquetFileReader reader;
    private final FileMetaData footer;
    private final List<ParquetField> fields;
    private final Schema schema;
    private List<ParquetColumn> columns = List.of();
    private long left;
    private long done;

    private ParquetRows(String file, ParquetFileReader reader) {
        this.file = file;
        this.reader = reader;
        this.footer = reader.getFooter().getFileMetaData();
        this.fields = ParquetSchema.fields(file, footer);
        this.schema = Schema.of(fields.stream().map(ParquetField::column).toList());
    }

    static ParquetRows open(Path path) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .usePageChecksumVerification()
                .build();
        ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(path), options);
        try {
            return new ParquetRows(String.valueOf(path.getFileName()), reader);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    Schema schema() {
        return schema;
    }

    long count() {
        return reader.getRecordCount();
    }

    /** The next block, or null at the end. */
    @Nullable
    Columns next() throws IOException {
        while (left == 0) {
            PageReadStore group = reader.readNextRowGroup();
            if (group == null) {
                return null;
            }
            left = group.getRowCount();
            columns = columns(group);
        }
        int rows = (int) Math.min(left, BLOCK_ROWS);
        Findings findings = Findings.collect();
        List<ColumnVector> vectors = new ArrayList<>();
        for (ParquetColumn column : columns) {
            vectors.add(column.read(rows, done, findings));
        }
        findings.throwIfAny(InvalidInputException::new);
        left -= rows;
        done += rows;
        return Columns.of(schema, vectors);
    }

    private List<ParquetColumn> columns(PageReadStore group) {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                group, new Unheard(footer.getSchema()), footer.getSchema(), footer.getCreatedBy());
        List<ParquetColumn> opened = new ArrayList<>();
        for (ParquetField field : fields) {
            opened.add(new ParquetColumn(file, field, store.getColumnReader(field.stored())));
        }
        return opened;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** The library wants somebody to give values to; here they are fetched instead. */
    private static final class Unheard extends GroupConverter {
        private final GroupType type;

        Unheard(GroupType type) {
            this.type = type;
        }

        @Override
        public Converter getConverter(int index) {
            Type field = type.getType(index);
            return field.isPrimitive() ? new UnheardValue() : new Unheard(field.asGroupType());
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }

    private static final class UnheardValue extends PrimitiveConverter {}
}
