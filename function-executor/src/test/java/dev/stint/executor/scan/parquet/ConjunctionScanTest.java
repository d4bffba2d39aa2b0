package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.scan.TestTask;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.type.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conditions of several columns, which are asked one after the other, each of the rows that the
/// others left.
class ConjunctionScanTest {

  private static final int ROWS = 9_000;
  private static final List<String> NUMBERS = List.of("I32", "I8", "I16", "I64", "U32");

  @TempDir Path folder;

  private record Term(Expression condition, Predicate<List<String>> test) {}

  @ParameterizedTest
  @CsvSource({"true,0", "true,0.001", "true,0.3", "false,0", "false,0.001", "false,0.3"})
  void givesTheRowsOfWhichAllConditionsAreTrue(boolean isDictionary, double nulls)
      throws IOException {
    var options =
        new ParquetTestFile.Options(
            WriterVersion.PARQUET_1_0, CompressionCodecName.SNAPPY, isDictionary, nulls);
    var file = ParquetTestFile.write(folder.resolve("f.parquet"), options, ROWS, 11);
    var random = new Random(5);
    for (int trial = 0; trial < 25; trial++) {
      var terms = terms(random);
      var condition =
          Call.of(
              ScalarFunction.AND,
              DataType.BOOLEAN,
              terms.stream().map(Term::condition).toArray(Expression[]::new));
      var scan =
          TestTask.scan(
              ParquetFormat.DEFAULT, ParquetTestFile.SCHEMA, ParquetTestFile.SCHEMA, condition);

      var rows = TestTask.read(scan, TestTask.wholeFile(file.path()));

      assertThat(rows)
          .as("%s", condition)
          .isEqualTo(
              file.rows().stream()
                  .filter(row -> terms.stream().allMatch(term -> term.test().test(row)))
                  .toList());
    }
  }

  private static List<Term> terms(Random random) {
    var terms = new ArrayList<Term>();
    for (int i = 0; i < 2 + random.nextInt(3); i++) {
      terms.add(term(random));
    }
    return terms;
  }

  private static Term term(Random random) {
    int column =
        ParquetTestFile.SCHEMA.names().indexOf(NUMBERS.get(random.nextInt(NUMBERS.size())));
    var type = ParquetTestFile.SCHEMA.type(column);
    long bound =
        switch (type.kind()) {
          case TINYINT -> random.nextInt(-100, 100);
          case SMALLINT -> random.nextInt(-20_000, 20_000);
          default -> random.nextInt(-10, 900);
        };
    boolean isBelow = random.nextBoolean();
    var condition =
        Call.of(
            isBelow ? ScalarFunction.LESS : ScalarFunction.GREATER_OR_EQUAL,
            DataType.BOOLEAN,
            new ColumnRef(column, type),
            Literal.ofLong(type, bound));
    return new Term(
        condition,
        row -> row.get(column) != null && (Long.parseLong(row.get(column)) < bound) == isBelow);
  }
}
