package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.TextBlocks;
import dev.stint.executor.scan.source.TextSample;
import dev.stint.plan.format.CsvFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/// The first records of CSV files.
public final class CsvSamples {

  private CsvSamples() {}

  public static TextSample sample(
      CsvFormat format, String path, int maxRecords, Configuration hadoop) {
    try (var blocks = TextBlocks.head(path, format.encoding(), hadoop)) {
      var block = blocks.next();
      if (block == null) {
        return new TextSample(List.of(), List.of());
      }
      var records = new TextRecords(format);
      var reader = new CsvBlock(new CsvDialect(format), block, format.multiLine(), records, path);
      List<String> header = List.of();
      if (format.header() && reader.next()) {
        header = CsvHeader.names(records.takeTexts());
      }
      var rows = new ArrayList<List<TextRecords.Field>>();
      while (rows.size() < maxRecords && reader.next()) {
        rows.add(records.take());
      }
      return sample(format.header() ? header : numbered(rows), rows);
    }
  }

  /// `_c0`, `_c1`, … for as many fields as the longest record has.
  private static List<String> numbered(List<List<TextRecords.Field>> rows) {
    int count = rows.stream().mapToInt(List::size).max().orElse(0);
    var names = new ArrayList<String>();
    for (int column = 0; column < count; column++) {
      names.add("_c" + column);
    }
    return names;
  }

  private static TextSample sample(List<String> columns, List<List<TextRecords.Field>> rows) {
    var records = new ArrayList<List<TextSample.@Nullable Cell>>();
    for (var row : rows) {
      var cells = new ArrayList<TextSample.@Nullable Cell>();
      for (int column = 0; column < columns.size(); column++) {
        cells.add(column < row.size() ? cell(row.get(column)) : null);
      }
      records.add(cells);
    }
    return new TextSample(columns, records);
  }

  private static TextSample.@Nullable Cell cell(TextRecords.Field field) {
    return field.text() == null ? null : new TextSample.Cell(field.text(), field.isQuoted());
  }
}
