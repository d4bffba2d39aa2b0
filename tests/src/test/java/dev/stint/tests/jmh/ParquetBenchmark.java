package dev.stint.tests.jmh;

import dev.stint.executor.scan.Scans;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.shuffle.store.FileObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Scans of Parquet files, from footer to batches, by encoding and compression.
@OperationsPerInvocation(RowBenchmark.MANY_ROWS)
public class ParquetBenchmark extends RowBenchmark {

  /// What DuckDB writes where values are few, many, or many in a file of version 2.
  public enum Encoding {
    DICTIONARY("V1", 10_000_000),
    PLAIN("V1", 1),
    DELTA("V2", 1);

    private final String options;

    Encoding(String version, int dictionaryEntries) {
      this.options =
          "FORMAT parquet, PARQUET_VERSION %s, DICTIONARY_SIZE_LIMIT %d"
              .formatted(version, dictionaryEntries);
    }
  }

  private static final Logger PARQUET = Logger.getLogger("org.apache.parquet");

  @Param({
    "thousand FROM t",
    "a FROM t",
    "real FROM t",
    "price FROM t",
    "word FROM t",
    "name FROM t",
    "a, b FROM t WHERE a < 10000000",
    "a, comment FROM t WHERE mode = 'MAIL'"
  })
  private String select = "";

  @Param private Encoding encoding = Encoding.PLAIN;

  @Param({"uncompressed", "snappy", "zstd"})
  private String codec = "";

  @Param("" + MANY_ROWS)
  private int rows;

  private ScanNode scan;
  private Split split;

  @Setup
  public void open() throws IOException {
    PARQUET.setLevel(Level.WARNING);
    scan = Statements.node(ScanNode.class, "SELECT " + select);
    var options = encoding.options + ", COMPRESSION " + codec;
    split = SampleTable.split(SampleTable.file(scan.columns().names(), rows, options));
  }

  @Benchmark
  public long scan(Blackhole batches) {
    var context = SampleTable.context(new FileObjectStore(), "file:///none");
    return Drain.all(Scans.open(scan, List.of(split), context), batches);
  }
}
