package io.mlstack.data.read;

import java.nio.charset.Charset;
import java.util.List;

/**
 * What a caller said about the syntax of a CSV file, frozen when reading starts.
 *
 * @param names of a file without a header row; empty means {@code column_1}, ...
 */
record CsvOptions(char separator, Charset charset, boolean hasHeader, List<String> names, boolean trimmed) {}
