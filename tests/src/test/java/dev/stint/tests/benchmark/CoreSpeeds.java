package dev.stint.tests.benchmark;

import dev.stint.coordinator.run.StageReport;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.sql.catalog.TableSource;
import dev.stint.tests.cli.Cli;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How many stored bytes a second of one core works through in the stages of TPC-H Q6 and Q12, over
/// Stint's own Parquet files (zstd): the numbers of the page `docs/scale.md`. Prints, per stage,
/// the median of the runs but the first, in processor time of the attempts' threads. Scans work on
/// compiled code; what a core needs to decrypt what comes from S3 is printed beside them. The scale
/// is the system property `scale` (0.1), the number of runs `runs` (4).
@Tag("benchmark")
class CoreSpeeds {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));
  private static final int RUNS = Integer.getInteger("runs", 4);

  private static final int RECORD_BYTES = 16 << 10;
  private static final int TAG_BITS = 128;
  private static final long DECRYPTED_BYTES = 1L << 30;

  /// What Q12 does with orders before the join, but for the exchange.
  private static final String ORDERS = "SELECT max(o_orderkey), max(o_orderpriority) FROM orders";

  /// Q12's join, of all orders with so few lines that few meet any, and so many for all the planner
  /// knows that it is a join of two exchanges as at a large scale.
  private static final String JOIN =
      "SELECT l_shipmode, count(o_orderpriority) FROM orders, lineitem"
          + " WHERE o_orderkey = l_orderkey AND l_partkey % 200 = 0 GROUP BY l_shipmode";

  private static final Logger HADOOP = Logger.getLogger("org.apache");

  @Test
  void bytesOfEachStage() throws IOException, SQLException, GeneralSecurityException {
    HADOOP.setLevel(Level.SEVERE);
    var tables = ownFiles(TpchData.at(Path.of("target"), SCALE));
    System.out.printf("scale %s, Java %s%n", SCALE, Runtime.version());
    try (var session = LocalSession.open(oneFunction(), S3Use.NOT_NEEDED)) {
      measure(session, tables, "Q6", TpchQueries.sql("q06"));
      measure(session, tables, "Q12", TpchQueries.sql("q12"));
      measure(session, tables, "orders", ORDERS);
      measure(session, tables, "join", JOIN);
    }
    System.out.printf("decrypting %.2f ns/B%n", decryptNanos());
  }

  private static SessionSettings oneFunction() {
    var settings = SpeedBenchmark.settings();
    return new SessionSettings(
        FunctionMode.THREADS,
        1,
        settings.functionMemoryBytes(),
        settings.dataFolder(),
        settings.cacheFolder(),
        settings.workFolder(),
        settings.timeZone());
  }

  /// Lineitem and orders as Stint writes them.
  private static List<TableSource> ownFiles(Path files) throws IOException {
    var tables = new ArrayList<TableSource>();
    for (var table : List.of("lineitem", "orders")) {
      var copy = files.resolve("own-" + table);
      if (!Files.exists(copy)) {
        var source = table + "=" + files.resolve(table + ".parquet");
        var sql = "SELECT * FROM " + table;
        var outcome = Cli.run(List.of("sql", "--output", copy.toString(), "--table", source, sql));
        if (outcome.exitCode() != 0) {
          throw new AssertionError(outcome.errors());
        }
      }
      tables.add(TableSource.at(table, copy.toUri().toString()));
    }
    return tables;
  }

  private static void measure(Session session, List<TableSource> tables, String name, String sql) {
    var runs = new ArrayList<List<StageReport>>();
    for (int run = 0; run < RUNS; run++) {
      var graph = session.plan(sql, List.of(), session.catalog(tables), null);
      runs.add(SpeedBenchmark.run(session, graph).stages());
    }
    for (int stage = 0; stage < runs.getFirst().size(); stage++) {
      int number = stage;
      var reports =
          runs.subList(1, RUNS).stream()
              .map(stages -> stages.get(number))
              .sorted(Comparator.comparingLong(report -> report.metrics().cpuNanos()))
              .toList();
      print(name, reports.get(reports.size() / 2));
    }
  }

  private static void print(String name, StageReport stage) {
    var metrics = stage.metrics();
    System.out.printf(
        "%s stage %d: %d tasks, in %,d rows %,d B, out %,d rows %,d B, %,d ms, %.2f ns/B in,"
            + " %.1f MB/s in, %.1f MB/s out%n",
        name,
        stage.stageId(),
        stage.tasks(),
        metrics.inputRows(),
        metrics.inputBytes(),
        metrics.outputRows(),
        metrics.outputBytes(),
        metrics.cpuNanos() / 1_000_000,
        (double) metrics.cpuNanos() / Math.max(1, metrics.inputBytes()),
        metrics.inputBytes() * 1e3 / metrics.cpuNanos(),
        metrics.outputBytes() * 1e3 / metrics.cpuNanos());
  }

  /// Of records as TLS has them, on this thread.
  private static double decryptNanos() throws GeneralSecurityException {
    var key = new SecretKeySpec(new byte[32], "AES");
    var nonce = new GCMParameterSpec(TAG_BITS, new byte[12]);
    var encrypting = Cipher.getInstance("AES/GCM/NoPadding");
    encrypting.init(Cipher.ENCRYPT_MODE, key, nonce);
    byte[] encrypted = encrypting.doFinal(new byte[RECORD_BYTES]);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    byte[] plain = new byte[RECORD_BYTES + TAG_BITS];
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      for (long bytes = 0; bytes < DECRYPTED_BYTES; bytes += RECORD_BYTES) {
        cipher.init(Cipher.DECRYPT_MODE, key, nonce);
        var _ = cipher.doFinal(encrypted, 0, encrypted.length, plain);
      }
      best = Math.min(best, (double) (System.nanoTime() - start) / DECRYPTED_BYTES);
    }
    return best;
  }
}
