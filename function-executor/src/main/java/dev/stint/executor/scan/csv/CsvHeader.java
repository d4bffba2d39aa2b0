package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.TextBlock;
import dev.stint.plan.format.CsvFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The names of a file's columns, as Spark makes them.
final class CsvHeader {

  private CsvHeader() {}

  /// Names from the cells of a header line: `_c2` for a third one without a name, and its number
  /// behind each of those that are there more than once. (Two may be the same still: `a0,a,a`.)
  static List<String> names(List<@Nullable String> cells) {
    var once = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    var twice = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (var cell : cells) {
      if (cell != null && !once.add(cell)) {
        twice.add(cell);
      }
    }
    var names = new ArrayList<String>();
    for (int column = 0; column < cells.size(); column++) {
      var cell = cells.get(column);
      boolean isNamed = cell != null && !cell.isEmpty();
      names.add(isNamed ? twice.contains(cell) ? cell + column : cell : "_c" + column);
    }
    return names;
  }

  /// The cells of the first record of a file; none when it is empty.
  static List<@Nullable String> read(CsvFormat format, TextBlock block, String path) {
    var dialect = new CsvDialect(format);
    var texts = new TextRecords(dialect);
    var records = new CsvRecords(dialect, block, format.text().multiLine(), texts, path);
    return records.next() ? texts.takeTexts() : List.of();
  }
}
