package dev.stint.tests.reference;

import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.ObjectStore;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a result.
public final class ResultRows {

  private ResultRows() {}

  /// As lines of text.
  public static List<String> read(ObjectStore store, Schema schema, List<SegmentRef> segments) {
    return texts(store, schema, segments).stream().map(List::toString).toList();
  }

  /// To be compared with a reference's.
  public static Answer answer(ObjectStore store, Schema schema, List<SegmentRef> segments) {
    var columns = new ArrayList<String>();
    for (int column = 0; column < schema.size(); column++) {
      columns.add(schema.field(column).name());
    }
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var texts : texts(store, schema, segments)) {
      var row = new ArrayList<@Nullable Object>();
      for (int column = 0; column < schema.size(); column++) {
        row.add(cell(texts.get(column), schema.type(column)));
      }
      rows.add(row);
    }
    return new Answer(columns, rows);
  }

  private static @Nullable Object cell(@Nullable String text, DataType type) {
    if (text == null) {
      return null;
    }
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> new BigDecimal(text);
      case FLOAT, DOUBLE -> Double.isFinite(Double.parseDouble(text)) ? new BigDecimal(text) : text;
      case BOOLEAN -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static List<List<@Nullable String>> texts(
      ObjectStore store, Schema schema, List<SegmentRef> segments) {
    var rows = new ArrayList<List<@Nullable String>>();
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        for (int row = 0; row < batch.rowCount(); row++) {
          var cells = new ArrayList<@Nullable String>();
          for (int column = 0; column < schema.size(); column++) {
            var vector = batch.column(column);
            cells.add(ValueText.text(vector, row, schema.type(column), ZoneOffset.UTC));
          }
          rows.add(cells);
        }
      }
    }
    return rows;
  }
}
