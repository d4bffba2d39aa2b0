package dev.stint.executor.scan.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first records of a text file: column names (from the header, or `_c0`, `_c1`, …; for JSON
/// every field seen, in order of appearance) and for each record a cell per column, `null` for NULL
/// or absent.
public record TextSample(List<String> columns, List<List<@Nullable Cell>> records) {

  /// A value as text, and whether it was written as a string: quoted in CSV or JSON.
  public record Cell(String text, boolean isString) {}
}
