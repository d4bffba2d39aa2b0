package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.sql.request.PlanRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How long it takes to plan TPC-H Q5, from text to stage graph, with a catalog in memory: the
/// first time in a process, and again when the code is warm. Processor time is the whole process's,
/// with compilation, since planning has a thread of its own. Not part of the build.
@Tag("benchmark")
class PlanningBenchmark {

  private static final Path QUERY = Path.of("src/test/resources/dev/stint/sql/tpch/q05.sql");
  private static final int PLANS_TO_WARM = Integer.getInteger("plans", 1000);
  private static final int PLANS_MEASURED = 200;

  @Test
  void aJoinOfSixTablesIsPlanned() throws IOException {
    String sql = Files.readString(QUERY);
    long processorBefore = processorNanos();
    var cold = plan(sql);
    long coldProcessorNanos = processorNanos() - processorBefore;
    for (int i = 0; i < PLANS_TO_WARM; i++) {
      plan(sql);
    }
    var warm = new ArrayList<Duration>();
    for (int i = 0; i < PLANS_MEASURED; i++) {
      warm.add(plan(sql));
    }
    warm.sort(null);

    var median = warm.get(PLANS_MEASURED / 2);
    System.out.printf(
        "Q5 planned: cold %.1f ms (processor %.1f ms), warm median %.2f ms, best %.2f ms%n",
        millis(cold), coldProcessorNanos / 1e6, millis(median), millis(warm.getFirst()));
    assertThat(median).as("the plan is made again, faster").isLessThan(cold);
  }

  private static Duration plan(String sql) {
    long start = System.nanoTime();
    var graph =
        new SqlPlanner()
            .plan(
                sql,
                PlanRequest.forResult(
                    TestCatalog.standard(), ConstantExpressions::evaluate, "UTC", Instant.EPOCH));
    var time = Duration.ofNanos(System.nanoTime() - start);
    assertThat(graph.stages()).isNotEmpty();
    return time;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
