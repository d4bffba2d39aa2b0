package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.plan.path.PartitionFolder;
import dev.stint.plan.type.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Divides batches by the values of the partition columns.
final class PartitionSplitter {

  private final Schema schema;
  private final List<Integer> partitionColumns;
  private final ZoneId zone;

  /// Folders by partition values, so that their text is made once.
  private final Map<List<@Nullable Object>, String> folders = new HashMap<>();

  PartitionSplitter(Schema schema, List<Integer> partitionColumns, ZoneId zone) {
    this.schema = schema;
    this.partitionColumns = partitionColumns;
    this.zone = zone;
  }

  /// Gives each partition's rows of `batch`, all columns, with the partition's folder.
  void split(Batch batch, BiConsumer<String, Batch> receiver) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] numberOfRow = new int[batch.rowCount()];
    var rowCounts = new ArrayList<Integer>();
    List<@Nullable Object> previous = List.of();
    for (int row = 0; row < batch.rowCount(); row++) {
      var values = values(batch, row);
      if (row > 0 && values.equals(previous)) {
        numberOfRow[row] = numberOfRow[row - 1];
      } else {
        numberOfRow[row] = numbers.computeIfAbsent(folder(values, batch, row), _ -> numbers.size());
      }
      if (numberOfRow[row] == rowCounts.size()) {
        rowCounts.add(0);
      }
      rowCounts.set(numberOfRow[row], rowCounts.get(numberOfRow[row]) + 1);
      previous = values;
    }
    numbers.forEach(
        (folder, number) ->
            receiver.accept(folder, rows(batch, numberOfRow, number, rowCounts.get(number))));
  }

  private static Batch rows(Batch batch, int[] numberOfRow, int number, int count) {
    if (count == batch.rowCount()) {
      return batch;
    }
    int[] rows = new int[count];
    int found = 0;
    for (int row = 0; row < numberOfRow.length; row++) {
      if (numberOfRow[row] == number) {
        rows[found++] = row;
      }
    }
    return batch.gather(rows, count);
  }

  private List<@Nullable Object> values(Batch batch, int row) {
    var values = new ArrayList<@Nullable Object>(partitionColumns.size());
    for (int column : partitionColumns) {
      values.add(value(batch.column(column), row));
    }
    return values;
  }

  private static @Nullable Object value(Vector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case LongVector longs -> longs.values()[row];
      case DoubleVector doubles -> doubles.values()[row];
      case Int128Vector numbers -> List.of(numbers.high()[row], numbers.low()[row]);
      case BytesVector bytes -> bytes.string(row);
    };
  }

  private String folder(List<@Nullable Object> values, Batch batch, int row) {
    var known = folders.get(values);
    if (known != null) {
      return known;
    }
    var folder = new StringBuilder();
    for (int column : partitionColumns) {
      var field = schema.field(column);
      var text = ValueText.text(batch.column(column), row, field.type(), zone);
      folder.append(PartitionFolder.of(field.name(), text)).append('/');
    }
    folders.put(values, folder.toString());
    return folder.toString();
  }
}
