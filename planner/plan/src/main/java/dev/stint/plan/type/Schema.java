package dev.stint.plan.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.OptionalInt;

/// The columns of a relation, in order. Names may repeat: a result may show a name twice.
public record Schema(@JsonValue List<Field> fields) {

  public static final Schema EMPTY = new Schema(List.of());

  @JsonCreator
  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int column) {
    return fields.get(column);
  }

  public DataType type(int column) {
    return fields.get(column).type();
  }

  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }

  /// The first column of that name, without regard to case, as in Spark.
  public OptionalInt indexOf(String name) {
    for (int column = 0; column < fields.size(); column++) {
      if (fields.get(column).name().equalsIgnoreCase(name)) {
        return OptionalInt.of(column);
      }
    }
    return OptionalInt.empty();
  }

  /// What a row takes in memory, guessed from the types.
  public int guessedRowBytes() {
    return fields.stream().mapToInt(field -> field.type().physicalType().guessedBytes()).sum();
  }

  /// The columns at `columns`, in that order.
  public Schema select(List<Integer> columns) {
    return new Schema(columns.stream().map(fields::get).toList());
  }
}
