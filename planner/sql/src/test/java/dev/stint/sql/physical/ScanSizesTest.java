package dev.stint.sql.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.ColumnStatistics;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableStatistics;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A table of 1000 rows, ids 1 to 1000 in 400 bytes and notes in 1600, in two folders of which the
/// second holds three quarters.
class ScanSizesTest {

  @Test
  void aScanReadsTheBytesOfItsColumns() {
    assertThat(size("SELECT id FROM t", ParquetFormat.DEFAULT))
        .isEqualTo(new ScanSize(1000, 1000, 400, 0));
    assertThat(size("SELECT id, note, day FROM t", ParquetFormat.DEFAULT))
        .isEqualTo(new ScanSize(1000, 1000, 2000, 0));
  }

  @Test
  void theFiltersColumnsAreToldApart() {
    assertThat(size("SELECT note FROM t WHERE id <= 100", ParquetFormat.DEFAULT))
        .isEqualTo(new ScanSize(1000, 99, 2000, 400));
  }

  @Test
  void foldersLeftOutAreNotRead() {
    assertThat(size("SELECT id FROM t WHERE day = 'b'", ParquetFormat.DEFAULT))
        .satisfies(
            size -> {
              assertThat(size.rows()).isEqualTo(750);
              assertThat(size.readBytes()).isEqualTo(300);
              assertThat(size.filterBytes()).isZero();
            });
  }

  @Test
  void textsDoNotTellColumnsApart() {
    assertThat(size("SELECT id FROM t", FileFormat.of("csv", Map.of())))
        .isEqualTo(new ScanSize(1000, 1000, -1, -1));
  }

  private static ScanSize size(String sql, FileFormat format) {
    var request =
        PlanRequest.forResult(
            new OneTable(table(format)),
            ConstantExpressions::evaluate,
            "UTC",
            Instant.parse("2024-05-06T07:08:09Z"));
    var stage = new SqlPlanner().plan(sql, request).stages().getFirst();
    assertThat(stage.scanSizes().keySet()).isEqualTo(stage.splits().keySet());
    return stage.scanSizes().values().iterator().next();
  }

  private static Table table(FileFormat format) {
    var columns =
        Map.of(
            "id",
            new ColumnStatistics(
                Literal.ofLong(DataType.BIGINT, 1),
                Literal.ofLong(DataType.BIGINT, 1000),
                0,
                1000,
                400),
            "note",
            new ColumnStatistics(null, null, 0, -1, 1600));
    return new Table(
        "t",
        format,
        Schema.of(Field.nullable("id", DataType.BIGINT), Field.nullable("note", DataType.STRING)),
        List.of(Field.nullable("day", DataType.STRING)),
        List.of(
            new Split("s3://lake/day=a/0", 500, 0, 500, Map.of("day", "a")),
            new Split("s3://lake/day=b/0", 1500, 0, 1500, Map.of("day", "b"))),
        new TableStatistics(1000, 2000, columns));
  }

  private record OneTable(Table table) implements Catalog {

    @Override
    public Optional<Table> find(String name) {
      return name.equals("t") ? Optional.of(table) : Optional.empty();
    }

    @Override
    public Table open(FileFormat format, String path) {
      throw new UnsupportedOperationException(path);
    }

    @Override
    public List<String> names() {
      return List.of("t");
    }
  }
}
