package dev.stint.tests.jmh;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.join.HashJoinOperator;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.Node;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Hash joins of rows in memory, of sides of which one has a sixteenth of the other's rows: a row
/// is one of the larger side. Where that is `t`'s, each row finds one by `thousand`, one row in
/// eight by `many` and `id`, one in eighty by `tens`, and one in eight by the keys that are hashes
/// or text.
@OperationsPerInvocation(RowBenchmark.MANY_ROWS)
public class JoinBenchmark extends RowBenchmark {

  private static final int SMALL_SHARE = 16;

  /// Which side of the join has all rows.
  public enum Larger {
    PROBE,
    BUILD
  }

  @Param({
    "t.thousand = u.id",
    "t.many = u.id",
    "t.many = u.tens",
    "t.scattered = u.scattered",
    "t.scattered = u.scattered AND t.thousand = u.thousand",
    "t.name = u.name"
  })
  private String keys = "";

  @Param private Larger larger = Larger.PROBE;

  @Param("" + MANY_ROWS)
  private int rows;

  private List<Batch> probe = List.of();
  private List<Batch> build = List.of();
  private HashJoinNode node;

  @Setup
  public void open() throws IOException {
    node = Statements.node(HashJoinNode.class, "SELECT t.a, u.b FROM t JOIN u ON " + keys);
    int smaller = rows / SMALL_SHARE;
    probe = batches(node.probe(), larger == Larger.PROBE ? rows : smaller);
    build = batches(node.build(), larger == Larger.BUILD ? rows : smaller);
  }

  private static List<Batch> batches(Node side, int count) throws IOException {
    return SampleTable.batches(side.schema(), count);
  }

  @Benchmark
  public long join(Blackhole pairs) {
    var memory = new MemoryBudget(SampleTable.MEMORY_BYTES);
    var operator =
        new HashJoinOperator(
            new ListOperator(probe), new ListOperator(build), node, null, null, null, memory);
    return Drain.all(operator, pairs);
  }
}
