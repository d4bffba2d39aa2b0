package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.PhysicalType;
import org.jspecify.annotations.Nullable;

/// Puts the values of one or more pages together into a vector: `begin`, then for each page `use`
/// and `append`, and `spread` where rows are NULL, then `finish`.
interface ColumnAssembler {

  /// Starts a vector of `rowCount` rows in the arrays of the one before, which must not be used any
  /// more. Whatever is appended before it is picked from ends within the first `room` rows.
  void begin(int rowCount, int room);

  /// From now on values come from `page`.
  void use(PageData page, PageSources sources);

  /// Takes the next `count` present values of the page in use as rows `at`, `at + 1`, ….
  void append(int at, int count);

  /// Takes those of the next `span` present values that `places[0..count)`, ascending, name by
  /// their distance from the next value, as rows `at`, `at + 1`, …; all `span` are passed.
  void pick(int at, int[] places, int count, int span);

  /// Passes over present values of the page in use.
  void skip(int count);

  /// Moves the `present` values at `at` to those of the rows `at` to `at + count` that are not
  /// NULL.
  void spread(boolean[] nulls, int at, int count, int present);

  Vector finish(boolean @Nullable [] nulls);

  static ColumnAssembler of(PhysicalType type) {
    return switch (type) {
      case LONG -> new LongAssembler();
      case DOUBLE -> new DoubleAssembler();
      case INT128 -> new Int128Assembler();
      case BYTES -> new BytesAssembler();
    };
  }
}
