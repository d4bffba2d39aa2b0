package dev.stint.tests.jmh;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.expression.RowFilter;
import dev.stint.plan.node.ScanNode;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Conditions over columns in memory: rows are selected, not moved.
@OperationsPerInvocation(RowBenchmark.CACHED_ROWS)
public class FilterBenchmark extends RowBenchmark {

  @Param({
    "a < 500000000",
    "a < b",
    "a BETWEEN 100000000 AND 200000000",
    "thousand IN (1, 10, 100, 200, 300, 400, 500)",
    "real < 1e6",
    "price >= 50000.00",
    "wide > 5000000000000000000.00",
    "day < DATE '1995-03-15'",
    "mode = 'MAIL'",
    "mode IN ('MAIL', 'SHIP')",
    "word > 'word 500'",
    "comment LIKE 'final%'",
    "comment LIKE '%sleep 99%'",
    "comment LIKE '%1%sleep%9%'",
    "comment RLIKE 'sleep [0-9]+7'",
    "a < 500000000 AND b < 500000000",
    "a < 100000000 OR b < 100000000"
  })
  private String condition = "";

  @Param("" + CACHED_ROWS)
  private int rows;

  private List<Batch> batches = List.of();
  private RowFilter filter = (_, _, count, _) -> count;
  private final int[] all = IntStream.range(0, Batch.MAX_ROWS).toArray();
  private final int[] selected = new int[Batch.MAX_ROWS];

  @Setup
  public void open() throws IOException {
    var scan = Statements.node(ScanNode.class, "SELECT 1 AS one FROM t WHERE " + condition);
    filter =
        new ExpressionCompiler(ZoneOffset.UTC).compileFilter(Objects.requireNonNull(scan.filter()));
    batches = SampleTable.batches(scan.columns(), rows);
  }

  @Benchmark
  public int select() {
    int count = 0;
    for (var batch : batches) {
      count += filter.select(batch, all, batch.rowCount(), selected);
    }
    return count;
  }
}
