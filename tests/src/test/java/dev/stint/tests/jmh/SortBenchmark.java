package dev.stint.tests.jmh;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.sort.SortOperator;
import dev.stint.executor.sort.TopNOperator;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.stage.StageOutput;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Sorting rows in memory, whole and for the first hundred; `b` comes along.
@OperationsPerInvocation(RowBenchmark.MANY_ROWS)
public class SortBenchmark extends RowBenchmark {

  @Param({
    "id",
    "a",
    "real",
    "wide DESC",
    "mode",
    "name",
    "comment",
    "eight, a",
    "mode, day DESC, price",
    "word, name"
  })
  private String keys = "";

  @Param("" + MANY_ROWS)
  private int rows;

  private List<Batch> batches = List.of();
  private SortNode sort;
  private TopNNode top;

  @Setup
  public void open() throws IOException {
    var columns = keys.replace(" DESC", "");
    var sql = "SELECT %s, b FROM t ORDER BY %s".formatted(columns, keys);
    var stage = Statements.firstStage(sql);
    sort = new SortNode(stage.root(), ((StageOutput.RangeExchange) stage.output()).keys());
    top = Statements.node(TopNNode.class, sql + " LIMIT 100");
    batches = SampleTable.batches(sort.schema(), rows);
  }

  @Benchmark
  public long sort(Blackhole sorted) {
    var memory = new MemoryBudget(SampleTable.MEMORY_BYTES);
    return Drain.all(new SortOperator(new ListOperator(batches), sort, memory), sorted);
  }

  @Benchmark
  public long topHundred(Blackhole sorted) {
    var memory = new MemoryBudget(SampleTable.MEMORY_BYTES);
    return Drain.all(new TopNOperator(new ListOperator(batches), top, memory), sorted);
  }
}
