package dev.stint.tests.simulation;

import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.request.PlanRequest;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A TPC-H query over tables that exist on paper: its real stage graph, and what its tasks do.
///
/// Rows and shares are those of the generated data: of lineitem, 1.90 % pass the filter of Q6, and
/// 30,988 of 6,001,215 rows that of Q12, each with its order. What a stage reads of a split is its
/// columns' share of the bytes; that later columns are read only where rows survive is left out.
record TpchOnPaper(StageGraph graph, Map<Integer, StageModel> models) {

  /// What one core does, in bytes as stored: of columns scanned, of an exchange read (and joined or
  /// aggregated), and of an exchange written.
  record Speeds(double scanBytesPerSecond, double readBytesPerSecond, double writeBytesPerSecond) {}

  private static final double MIB = 1 << 20;
  private static final double Q12_LINEITEM_SHARE = 30_988 / 6_001_215.0;

  /// Of one row in an exchange, as stored: a key alone is about 4 bytes in hash order, since keys
  /// of one bucket have little in common; a flag or a mode is far less than one.
  private static final double LINEITEM_ROW_BYTES = 5;

  private static final double ORDERS_ROW_BYTES = 5;
  private static final double GROUP_ROW_BYTES = 30;

  /// What a task holds for each byte it reads: its read-ahead, and a join's build side decoded.
  private static final double MEMORY_FOR_BYTE = 1;

  static TpchOnPaper q6(ScaledTpch catalog, Speeds speeds) throws IOException {
    var scan =
        scan(
            catalog,
            "lineitem",
            List.of("l_extendedprice", "l_discount", "l_quantity", "l_shipdate"),
            speeds);
    return new TpchOnPaper(
        graph("q06", catalog), Map.of(0, scan.giving(1, 1, GROUP_ROW_BYTES), 1, group(speeds, 1)));
  }

  static TpchOnPaper q12(ScaledTpch catalog, Speeds speeds) throws IOException {
    var lineitem =
        scan(
            catalog,
            "lineitem",
            List.of("l_orderkey", "l_shipmode", "l_commitdate", "l_receiptdate", "l_shipdate"),
            speeds);
    var orders = scan(catalog, "orders", List.of("o_orderkey", "o_orderpriority"), speeds);
    return new TpchOnPaper(
        graph("q12", catalog),
        Map.of(
            0,
            lineitem.giving(Q12_LINEITEM_SHARE, Long.MAX_VALUE, LINEITEM_ROW_BYTES),
            1,
            orders.giving(1, Long.MAX_VALUE, ORDERS_ROW_BYTES),
            2,
            group(speeds, 2),
            3,
            group(speeds, 2),
            4,
            group(speeds, 2)));
  }

  private static StageModel scan(
      ScaledTpch catalog, String table, List<String> columns, Speeds speeds) {
    return StageModel.PLAIN
        .reading(catalog.share(table, columns), MIB / catalog.rowBytes(table))
        .working(speeds.scanBytesPerSecond(), speeds.writeBytesPerSecond())
        .needing(MEMORY_FOR_BYTE);
  }

  /// At most `groups` rows for each task.
  private static StageModel group(Speeds speeds, long groups) {
    return StageModel.PLAIN
        .giving(1, groups, GROUP_ROW_BYTES)
        .working(speeds.readBytesPerSecond(), speeds.writeBytesPerSecond())
        .needing(MEMORY_FOR_BYTE);
  }

  private static StageGraph graph(String query, ScaledTpch catalog) throws IOException {
    return new SqlPlanner()
        .plan(TpchQueries.sql(query), PlanRequest.forResult(catalog, "UTC", VirtualTime.START));
  }
}
