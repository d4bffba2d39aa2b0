package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.SampleBytes;
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
    try (var blocks = TextBlocks.head(path, format.text(), SampleBytes.of(maxRecords), hadoop)) {
      var dialect = new CsvDialect(format);
      var texts = new TextRecords(dialect);
      List<String> header = List.of();
      boolean isHeaderAhead = format.header();
      var rows = new ArrayList<List<TextRecords.Field>>();
      for (var block = blocks.next(); block != null; block = blocks.next()) {
        var records = new CsvRecords(dialect, block, format.text().multiLine(), texts, path);
        if (isHeaderAhead && records.next()) {
          header = CsvHeader.names(texts.takeTexts());
          isHeaderAhead = false;
        }
        while (rows.size() < maxRecords && records.next()) {
          rows.add(texts.take());
        }
        if (rows.size() >= maxRecords) {
          break;
        }
      }
      boolean isLastCut = format.text().multiLine() && blocks.isCutShort() && rows.size() > 1;
      if (isLastCut && rows.size() < maxRecords) {
        rows.removeLast();
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
