package dev.stint.tests.jmh;

import dev.stint.executor.scan.Scans;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Scans of CSV files: what parsing takes, copying beside it, and conversion beside both.
@OperationsPerInvocation(RowBenchmark.MANY_ROWS)
public class CsvBenchmark extends RowBenchmark {

  /// How far a record gets.
  public enum Work {
    /// No column is wanted.
    PARSE,
    /// Every column as text.
    COPY,
    /// Every column as what it is.
    CONVERT
  }

  /// Nanoseconds a byte of the file.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class FileBytes {
    /// Read so far.
    public long bytes;
  }

  @Param({
    "id, a, b",
    "price, rate, wide",
    "real",
    "day",
    "moment",
    "name, word, comment",
    "id, a, price, rate, mode, day, comment"
  })
  private String columns = "";

  @Param private Work work = Work.PARSE;

  @Param("" + MANY_ROWS)
  private int rows;

  private ScanNode scan;
  private Split split;

  @Setup
  public void open() throws IOException {
    var names = List.of(columns.split(", ", -1));
    split = SampleTable.split(SampleTable.file(names, rows, "FORMAT csv, HEADER"));
    var file = SampleColumn.schema(names);
    var wanted =
        switch (work) {
          case PARSE -> Schema.EMPTY;
          case COPY -> texts(names);
          case CONVERT -> file;
        };
    var table = work == Work.COPY ? texts(names) : file;
    scan = new ScanNode(0, "t", CsvFormat.DEFAULT, table, wanted, List.of(), null, 0);
  }

  private static Schema texts(List<String> names) {
    return new Schema(names.stream().map(name -> Field.nullable(name, DataType.STRING)).toList());
  }

  @Benchmark
  public long scan(FileBytes counter, Blackhole batches) {
    var context = SampleTable.context(new FileObjectStore(), "file:///none");
    counter.bytes += split.fileBytes();
    return Drain.all(Scans.open(scan, List.of(split), context), batches);
  }
}
