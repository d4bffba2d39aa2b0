package dev.stint.tests.simulation;

import dev.stint.executor.expression.ConstantExpressions;
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

  /// What one core does, in bytes as stored a second: of the columns scanned by Q6, of those of
  /// lineitem and of orders scanned by Q12, of an exchange read (and joined, aggregated or merged),
  /// and of an exchange written.
  record Speeds(
      double q6ScanBytes,
      double lineitemScanBytes,
      double ordersScanBytes,
      double readBytes,
      double writeBytes) {

    /// By `CoreSpeeds` at scale 1, on one core of an AMD EPYC (Zen 5) on 2026-11-26, and what
    /// [#FETCH_NANOS] adds. Orders have few bytes in a row, hence fewer bytes a second.
    static final Speeds MEASURED =
        new Speeds(
            1e9 / (3.68 + FETCH_NANOS),
            1e9 / (4.74 + FETCH_NANOS),
            1e9 / (20.2 + FETCH_NANOS),
            1e9 / (9.71 + FETCH_NANOS),
            1e9 / (13.6 + FETCH_NANOS));

    /// As assumed of a core on Lambda: half as much time again, for garbage collection and older
    /// processors.
    static final Speeds LAMBDA = MEASURED.slower(1.5);

    /// Scans are alike.
    Speeds(double scanBytes, double readBytes, double writeBytes) {
      this(scanBytes, scanBytes, scanBytes, readBytes, writeBytes);
    }

    /// Of a core that takes `factor` times as long.
    Speeds slower(double factor) {
      return new Speeds(
          q6ScanBytes / factor,
          lineitemScanBytes / factor,
          ordersScanBytes / factor,
          readBytes / factor,
          writeBytes / factor);
    }
  }

  /// What of a core's time a byte takes between the network and the reader, or back: TLS (0.2 to
  /// 0.4 ns measured) and the HTTP client (assumed).
  private static final double FETCH_NANOS = 1.5;

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
            speeds.q6ScanBytes,
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
            speeds.lineitemScanBytes,
            speeds);
    var orders =
        scan(
            catalog,
            "orders",
            List.of("o_orderkey", "o_orderpriority"),
            speeds.ordersScanBytes,
            speeds);
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
            group(speeds, 2),
            // Stages that may be put in to merge the exchanges.
            5,
            group(speeds, 2),
            6,
            group(speeds, 2)));
  }

  private static StageModel scan(
      ScaledTpch catalog,
      String table,
      List<String> columns,
      double bytesPerSecond,
      Speeds speeds) {
    return StageModel.PLAIN
        .reading(catalog.share(table, columns), MIB / catalog.rowBytes(table))
        .working(bytesPerSecond, speeds.writeBytes)
        .needing(MEMORY_FOR_BYTE);
  }

  /// At most `groups` rows for each task.
  private static StageModel group(Speeds speeds, long groups) {
    return StageModel.PLAIN
        .giving(1, groups, GROUP_ROW_BYTES)
        .working(speeds.readBytes, speeds.writeBytes)
        .needing(MEMORY_FOR_BYTE);
  }

  private static StageGraph graph(String query, ScaledTpch catalog) throws IOException {
    return new SqlPlanner()
        .plan(
            TpchQueries.sql(query),
            PlanRequest.forResult(
                catalog, ConstantExpressions::evaluate, "UTC", VirtualTime.START));
  }
}
