package dev.stint.tests.jmh;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The columns that benchmarks may name in SQL, each as DuckDB makes it of a row's number `i`:
/// random, without NULLs, and the same in every process.
enum SampleColumn {
  ID("bigint", "i"),
  TENS("bigint", "10 * i"),
  A("bigint", random(1, 1_000_000_000)),
  B("bigint", random(2, 1_000_000_000)),
  EIGHT("bigint", random(3, 8)),
  THOUSAND("bigint", random(4, 1000)),
  MANY("bigint", random(5, 500_000)),
  SCATTERED("bigint", "hash(%s) >> 1".formatted(random(5, 500_000))),
  REAL("double", random(6, 100_000_000) + " / 7.0"),
  PRICE("decimal(12,2)", random(7, 10_000_000) + " / 100.0"),
  RATE("decimal(4,2)", random(8, 11) + " / 100.0"),
  WIDE("decimal(25,2)", random(9, 10_000_000) + "::HUGEINT * 1000000000000"),
  MODE(
      "string",
      "['AIR', 'FOB', 'MAIL', 'RAIL', 'REG AIR', 'SHIP', 'TRUCK'][1 + %s]"
          .formatted(random(10, 7))),
  WORD("string", "'word ' || " + random(11, 1000)),
  NAME("string", "format('Customer#{:09d}', %s::INTEGER)".formatted(random(5, 500_000))),
  COMMENT(
      "string",
      "'final ' || %s || ' deposits sleep ' || %s || ' quickly'"
          .formatted(random(12, 1_000_000), random(13, 1000))),
  DAY("date", "DATE '1992-01-01' + %s::INTEGER".formatted(random(14, 2500))),
  WHOLE_TEXT("string", random(15, 1_000_000_000) + "::VARCHAR"),
  DECIMAL_TEXT("string", "(%s / 100.0)::DECIMAL(12,2)::VARCHAR".formatted(random(16, 10_000_000))),
  REAL_TEXT("string", "(%s / 7.0)::VARCHAR".formatted(random(17, 100_000_000))),
  DAY_TEXT("string", "(DATE '1992-01-01' + %s::INTEGER)::VARCHAR".formatted(random(18, 2500))),
  MOMENT("timestamp", moment(19)),
  MOMENT_TEXT("string", moment(20) + "::VARCHAR");

  private final String type;
  private final String expression;

  SampleColumn(String type, String expression) {
    this.type = type;
    this.expression = expression;
  }

  /// A number below `bound`; rows differ, and columns by `seed`.
  private static String random(int seed, int bound) {
    return "(hash(i, %d) %% %d)::BIGINT".formatted(seed, bound);
  }

  private static String moment(int seed) {
    return "(TIMESTAMP '1992-01-01' + to_seconds(%s))".formatted(random(seed, 200_000_000));
  }

  String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Schema schema() {
    return schema(Arrays.stream(values()).map(SampleColumn::columnName).toList());
  }

  static Schema schema(List<String> columns) {
    return new Schema(
        columns.stream()
            .map(name -> Field.nullable(name, DataType.parse(named(name).type)))
            .toList());
  }

  private static SampleColumn named(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }

  /// DuckDB's statement for so many rows of these columns.
  static String select(List<String> columns, long rows) {
    return columns.stream()
        .map(SampleColumn::named)
        .map(
            column ->
                "CAST(%s AS %s) AS %s"
                    .formatted(column.expression, column.type, column.columnName()))
        .collect(Collectors.joining(", ", "SELECT ", " FROM range(%d) AS rows(i)".formatted(rows)));
  }
}
