package dev.stint.tests.jmh;

import dev.stint.executor.aggregate.HashAggregateOperator;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.node.AggregateNode;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Hash aggregation of rows in memory, groups and all: the input's rows count.
@OperationsPerInvocation(RowBenchmark.MANY_ROWS)
public class AggregateBenchmark extends RowBenchmark {

  @Param({
    "sum(a) FROM t",
    "sum(price), avg(price), count(*) FROM t",
    "sum(wide) FROM t",
    "sum(real) FROM t",
    "min(name), max(name) FROM t",
    "eight, sum(a) FROM t GROUP BY eight",
    "eight, sum(price), count(*) FROM t GROUP BY eight",
    "mode, sum(price), count(*) FROM t GROUP BY mode",
    "thousand, sum(a) FROM t GROUP BY thousand",
    "word, sum(a) FROM t GROUP BY word",
    "many, sum(a) FROM t GROUP BY many",
    "scattered, sum(a) FROM t GROUP BY scattered",
    "scattered, sum(price), min(day), count(*) FROM t GROUP BY scattered",
    "scattered, eight, sum(a) FROM t GROUP BY scattered, eight",
    "name, sum(a) FROM t GROUP BY name",
    "DISTINCT thousand FROM t",
    "DISTINCT scattered FROM t",
    "DISTINCT name FROM t"
  })
  private String select = "";

  @Param("" + MANY_ROWS)
  private int rows;

  private List<Batch> batches = List.of();
  private AggregateNode node;

  @Setup
  public void open() throws IOException {
    node = inOneStep(Statements.nodes(AggregateNode.class, "SELECT " + select));
    batches = SampleTable.batches(node.input().schema(), rows);
  }

  /// A partial aggregation would give up where groups are many.
  private static AggregateNode inOneStep(List<AggregateNode> steps) {
    var first = steps.getFirst();
    return new AggregateNode(
        first.input(),
        AggregateNode.Phase.SINGLE,
        first.groupColumns(),
        first.aggregates(),
        steps.getLast().schema());
  }

  @Benchmark
  public long aggregate(Blackhole groups) {
    var memory = new MemoryBudget(SampleTable.MEMORY_BYTES);
    return Drain.all(new HashAggregateOperator(new ListOperator(batches), node, memory), groups);
  }
}
