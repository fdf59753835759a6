package io.mlstack.data.read;

/** The rows of a CSV file; made by {@link Csv#read()}. */
public final class CsvTable extends ReadTable {

    CsvTable(Profiler.Profile profile) {
        super(profile);
    }
}
