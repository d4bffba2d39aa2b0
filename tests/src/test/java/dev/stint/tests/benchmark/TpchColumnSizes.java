package dev.stint.tests.benchmark;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.tpch.TpchData;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each column of lineitem and orders takes in Stint's own Parquet files, in bytes per row:
/// the numbers behind tables that exist only on paper. The scale is the system property `scale`
/// (0.1).
@Tag("benchmark")
class TpchColumnSizes {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));

  @TempDir Path folder;

  @Test
  void columnsOfOurOwnFiles() throws IOException, SQLException {
    var files = TpchData.at(Path.of("target"), SCALE);
    try (var duckDb = new DuckDb()) {
      for (var table : List.of("lineitem", "orders")) {
        var copy = folder.resolve(table);
        var outcome =
            Cli.run(
                List.of(
                    "sql",
                    "--output",
                    copy.toString(),
                    "--table",
                    table + "=" + files.resolve(table + ".parquet"),
                    "SELECT * FROM " + table));
        if (outcome.exitCode() != 0) {
          throw new AssertionError(outcome.errors());
        }
        print(duckDb, table, copy);
      }
    }
  }

  private static void print(DuckDb duckDb, String table, Path copy) {
    var columns =
        duckDb.query(
            """
            SELECT path_in_schema, sum(total_compressed_size) AS bytes, sum(num_values) AS n
            FROM parquet_metadata('%s/*.parquet') GROUP BY path_in_schema, column_id
            ORDER BY column_id\
            """
                .formatted(copy));
    System.out.println(table + " at scale " + SCALE + ", bytes per row:");
    double total = 0;
    for (var row : columns.rows()) {
      double each =
          Double.parseDouble(row.get(1).toString()) / Double.parseDouble(row.get(2).toString());
      total += each;
      System.out.printf("  %-16s %6.3f%n", row.get(0), each);
    }
    System.out.printf("  all %20.3f%n", total);
  }
}
