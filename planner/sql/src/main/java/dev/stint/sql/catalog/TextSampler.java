package dev.stint.sql.catalog;

import dev.stint.plan.format.FileFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the beginning of text files for the inference of schemas. Implemented over the executor's
/// scans, so that what is sampled is parsed exactly as it will be read.
public interface TextSampler {

  /// The first records of a file, those in its first MiB; with [Integer#MAX_VALUE] all of them.
  Sample sample(String path, FileFormat format, int maxRecords);

  /// Column names (from the header, or `_c0`, `_c1`, … ; for JSON every field seen, in order of
  /// appearance) and per record one text per column, `null` for NULL or absent. `isQuoted` of JSON
  /// strings is kept by [Cell].
  record Sample(List<String> columns, List<List<@Nullable Cell>> records) {}

  /// A value as text, and whether it was written as a string (quoted in CSV or JSON) and so must
  /// not be taken for a number in JSON.
  record Cell(String text, boolean isString) {}
}
