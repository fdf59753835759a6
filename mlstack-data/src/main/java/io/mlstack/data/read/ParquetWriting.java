package io.mlstack.data.read;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/** Writes tables as Parquet, with their schema in the footer. */
final class ParquetWriting {

    private ParquetWriting() {}

    static long write(Table table, Path path) throws IOException {
        check(table.schema());
        Path partial = FileAside.partial(path);
        Files.deleteIfExists(partial);
        try {
            long rows = 0;
            try (ParquetWriter<ParquetRow> writer = new Builder(new LocalOutputFile(partial), table.schema())
                            .withConf(new PlainParquetConfiguration())
                            .withCompressionCodec(CompressionCodecName.SNAPPY)
                            .build();
                    Blocks blocks = table.blocks()) {
                for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                    for (int row = 0; row < block.rows(); row++) {
                        writer.write(new ParquetRow(block, row));
                    }
                    rows += block.rows();
                }
            }
            FileAside.replace(partial, path);
            return rows;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void check(Schema schema) {
        Findings findings = Findings.collect();
        if (schema.size() == 0) {
            findings.add("parquet.empty", "schema", "a Parquet file has at least one column", "add a column");
        }
        for (Column column : schema) {
            if (column.type() instanceof ColumnType.ListOf list && isNested(list.element())) {
                findings.add(
                        "parquet.type",
                        "column " + column.name(),
                        column.type().spelling() + " cannot be written",
                        "leave the column out with without(\"" + column.name() + "\"), or write it as json");
            }
        }
        findings.throwIfAny(InvalidInputException::new);
    }

    private static boolean isNested(ColumnType element) {
        return switch (element.kind()) {
            case LIST, VECTOR, TENSOR -> true;
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, CATEGORY, DATE, TIMESTAMP, BLOB, JSON -> false;
        };
    }

    private static final class Builder extends ParquetWriter.Builder<ParquetRow, Builder> {
        private final Schema schema;

        Builder(OutputFile file, Schema schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // and abstract
        protected WriteSupport<ParquetRow> getWriteSupport(Configuration hadoop) {
            return new ParquetSupport(schema);
        }

        @Override
        protected WriteSupport<ParquetRow> getWriteSupport(ParquetConfiguration plain) {
            return new ParquetSupport(schema);
        }
    }
}
