package dev.stint.coordinator.session;

import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.ObjectStore;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the one row that has new values for variables; without a row they are NULL.
public final class AssignedRow implements ResultConsumer {

  /// In which no hour comes twice: a text of an instant says which it is.
  private static final ZoneId TEXT_ZONE = ZoneOffset.UTC;

  private final ObjectStore store;
  private List<Literal> values = List.of();

  public AssignedRow(ObjectStore store) {
    this.store = store;
  }

  /// One value for each column.
  public List<Literal> values() {
    return values;
  }

  @Override
  public void accept(Schema schema, List<SegmentRef> segments) {
    values = schema.fields().stream().map(field -> Literal.nullOf(field.type())).toList();
    int rows = 0;
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        rows += batch.rowCount();
        if (rows > 1) {
          throw StintException.user(
              "a variable is set to one row, and the query gives several; use LIMIT 1 or an"
                  + " aggregate");
        }
        if (batch.rowCount() == 1) {
          var row = new ArrayList<Literal>();
          for (int column = 0; column < schema.size(); column++) {
            var type = schema.type(column);
            row.add(literal(ValueText.text(batch.column(column), 0, type, TEXT_ZONE), type));
          }
          values = List.copyOf(row);
        }
      }
    }
  }

  private Literal literal(@Nullable String text, DataType type) {
    if (text == null) {
      return Literal.nullOf(type);
    }
    var read = Call.of(ScalarFunction.CAST, type, Literal.ofString(text));
    return type.equals(DataType.STRING)
        ? Literal.ofString(text)
        : ConstantExpressions.evaluate(read, TEXT_ZONE)
            .orElseThrow(
                () ->
                    StintException.user(
                        "a variable of the type %s cannot be set by a query".formatted(type)));
  }
}
