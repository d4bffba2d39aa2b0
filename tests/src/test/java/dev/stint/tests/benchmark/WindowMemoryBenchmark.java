package dev.stint.tests.benchmark;

import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.sql.catalog.TableSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What windows need whose partition is all of `rows` (10,000,000) rows, in functions of `memory`
/// (1769) MiB that are processes: prints what [AggregateMemoryBenchmark] does.
@Tag("benchmark")
class WindowMemoryBenchmark {

  private static final List<String> NAMES =
      List.of(System.getProperty("queries", "all").split(",", -1));

  private static final Map<String, String> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("sum", "sum(v) OVER () + row_number() OVER (ORDER BY t)");
    CALLS.put("percent_rank", "percent_rank() OVER (ORDER BY t)");
    CALLS.put("cume_dist", "cume_dist() OVER (ORDER BY t)");
    CALLS.put("ntile", "ntile(100) OVER (ORDER BY t)");
    CALLS.put(
        "last_value",
        "last_value(v) OVER (ORDER BY t" + rows("CURRENT ROW", "UNBOUNDED FOLLOWING"));
    CALLS.put("lead", "lead(v, 2000000) OVER (ORDER BY t)");
    CALLS.put("lag ignore", "lag(v, 1000000) IGNORE NULLS OVER (ORDER BY t)");
    CALLS.put(
        "sum preceding", "sum(v) OVER (ORDER BY t" + rows("1000000 PRECEDING", "CURRENT ROW"));
    CALLS.put(
        "sum around", "sum(d) OVER (ORDER BY t" + rows("3000000 PRECEDING", "3000000 FOLLOWING"));
    CALLS.put(
        "sum following", "sum(v) OVER (ORDER BY t" + rows("CURRENT ROW", "UNBOUNDED FOLLOWING"));
    CALLS.put(
        "max range",
        "max(d) OVER (ORDER BY t RANGE BETWEEN 100000 PRECEDING AND 100000 FOLLOWING)");
    CALLS.put("peers", "sum(v) OVER (ORDER BY few)");
    CALLS.put("median", "median(d) OVER () + row_number() OVER (ORDER BY t)");
    CALLS.put("mode few", "mode(few) OVER () + row_number() OVER (ORDER BY t)");
  }

  private static String rows(String from, String to) {
    return " ROWS BETWEEN " + from + " AND " + to + ")";
  }

  @Test
  void memoryOfEachWindow() throws IOException {
    var file = WindowBenchmark.table();
    System.out.printf(
        "%s, functions of %d MiB%n",
        file.getFileName(), AggregateMemoryBenchmark.MEMORY_BYTES >> 20);
    var tables = List.of(TableSource.at("facts", file.toUri().toString()));
    try (var session = LocalSession.open(AggregateMemoryBenchmark.settings(), S3Use.NOT_NEEDED)) {
      for (var call : CALLS.entrySet()) {
        if (NAMES.contains("all") || NAMES.contains(call.getKey())) {
          String sql = "SELECT sum(x) FROM (SELECT %s AS x FROM facts)".formatted(call.getValue());
          var graph = session.plan(sql, List.of(), session.catalog(tables), null);
          var tally = new MemoryTally();
          var report = SpeedBenchmark.run(session, graph, tally, ResultConsumer.NONE);
          AggregateMemoryBenchmark.print(call.getKey(), report, tally);
        }
      }
    }
  }
}
