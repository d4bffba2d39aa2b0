package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.TextBlock;
import dev.stint.plan.format.CsvFormat;
import java.util.ArrayList;
import java.util.List;

/// The names of a file's columns.
public final class CsvHeader {

  private CsvHeader() {}

  /// Names from the cells of a header line, made unique and never empty: `_c2` for a third one
  /// without a name, and its number behind a name that was there before.
  static List<String> names(List<String> cells) {
    var names = new ArrayList<String>();
    for (int column = 0; column < cells.size(); column++) {
      var name = cells.get(column).strip();
      name = name.isEmpty() ? "_c" + column : name;
      boolean isTaken = names.stream().anyMatch(name::equalsIgnoreCase);
      names.add(isTaken ? name + column : name);
    }
    return names;
  }

  /// The names in the first record of a file; none when it is empty.
  static List<String> read(CsvFormat format, TextBlock block, String path) {
    var records = new TextRecords(format);
    var reader = new CsvBlock(new CsvDialect(format), block, format.multiLine(), records, path);
    return reader.next() ? names(records.takeTexts()) : List.of();
  }
}
