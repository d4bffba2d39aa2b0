package dev.stint.sql.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.ColumnStatistics;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableStatistics;
import dev.stint.sql.request.BroadcastLimits;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two tables of ten million rows, joined where one keeps some. A key takes 8 bytes, a row 24, and
/// 10 MiB may be broadcast.
class SemiJoinReductionTest {

  private static final long ROWS = 10_000_000;

  @ParameterizedTest
  @CsvSource({"440000, true", "1200000, true", "1800000, false"})
  void theKeysAloneMustFit(long kept, boolean isReduced) {
    assertThat(isReduced("SELECT * FROM a JOIN b ON a.k = b.w WHERE b.k <= %d", kept))
        .isEqualTo(isReduced);
  }

  @Test
  void aSideThatIsBroadcastNeedsNoReduction() {
    assertThat(isReduced("SELECT * FROM a JOIN b ON a.k = b.w WHERE b.k <= %d", 1000)).isFalse();
  }

  private static boolean isReduced(String sql, long kept) {
    var request =
        PlanRequest.forResult(
                new Tables(),
                ConstantExpressions::evaluate,
                "UTC",
                Instant.parse("2024-05-06T07:08:09Z"))
            .withBroadcasts(new BroadcastLimits(10 << 20, 10 << 20));
    var graph = new SqlPlanner().plan(sql.formatted(kept), request);
    return StageGraphText.print(graph).contains("Join semi");
  }

  private record Tables() implements Catalog {

    @Override
    public Optional<Table> find(String name) {
      return Optional.of(table(name));
    }

    @Override
    public Table open(FileFormat format, String path) {
      throw new UnsupportedOperationException(path);
    }

    @Override
    public List<String> names() {
      return List.of("a", "b");
    }

    private static Table table(String name) {
      var values =
          new ColumnStatistics(
              Literal.ofLong(DataType.BIGINT, 1), Literal.ofLong(DataType.BIGINT, ROWS), 0, -1, -1);
      return new Table(
          name,
          ParquetFormat.DEFAULT,
          Schema.of(
              Field.required("k", DataType.BIGINT),
              Field.required("v", DataType.BIGINT),
              Field.required("w", DataType.BIGINT)),
          List.of(),
          List.of(new Split("s3://lake/" + name, 1, 0, 1, Map.of())),
          new TableStatistics(ROWS, ROWS * 24, Map.of("k", values, "v", values, "w", values)));
    }
  }
}
