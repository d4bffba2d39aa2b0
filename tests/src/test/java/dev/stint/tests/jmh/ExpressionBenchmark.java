package dev.stint.tests.jmh;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.expression.Evaluator;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.plan.node.ProjectNode;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Expressions over columns in memory: arithmetic, which looks for overflow, text, dates, casts.
@OperationsPerInvocation(RowBenchmark.CACHED_ROWS)
public class ExpressionBenchmark extends RowBenchmark {

  @Param({
    "a + b",
    "a * b",
    "a / b",
    "a % 1000",
    "real * 2 + 1",
    "price * (1 - rate)",
    "price * (1 - rate) * (1 + rate)",
    "wide + wide",
    "cast(price AS double)",
    "cast(price AS bigint)",
    "cast(price AS string)",
    "cast(a AS string)",
    "cast(day AS string)",
    "cast(whole_text AS bigint)",
    "cast(decimal_text AS decimal(12,2))",
    "cast(real_text AS double)",
    "cast(day_text AS date)",
    "cast(moment_text AS timestamp)",
    "year(day)",
    "date_trunc('MONTH', day)",
    "day + INTERVAL '3' MONTH",
    "CASE WHEN eight < 4 THEN a ELSE b END",
    "coalesce(a, b)",
    "substring(name, 1, 8)",
    "upper(comment)",
    "trim(comment)",
    "length(comment)",
    "word || name",
    "replace(comment, 'sleep', 'run')",
    "hash(a)",
    "hash(name)",
    "xxhash64(name)",
    "md5(name)"
  })
  private String expression = "";

  @Param("" + CACHED_ROWS)
  private int rows;

  private List<Batch> batches = List.of();
  private Evaluator evaluator = batch -> batch.column(0);

  @Setup
  public void open() throws IOException {
    var node = Statements.node(ProjectNode.class, "SELECT " + expression + " AS x FROM t");
    evaluator = new ExpressionCompiler(ZoneOffset.UTC).compile(node.expressions().getFirst());
    batches = SampleTable.batches(node.input().schema(), rows);
  }

  @Benchmark
  public void evaluate(Blackhole values) {
    for (var batch : batches) {
      values.consume(evaluator.evaluate(batch));
    }
  }
}
