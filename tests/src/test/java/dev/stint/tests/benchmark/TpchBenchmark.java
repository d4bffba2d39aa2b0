package dev.stint.tests.benchmark;

import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The TPC-H queries beside other engines ([Comparison]), at a `scale` (0.1).
@Tag("benchmark")
class TpchBenchmark {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));

  @Test
  void queriesBesideOthers() throws IOException, SQLException {
    var files = TpchData.at(Path.of("target"), SCALE);
    var tables = new TreeMap<String, Path>();
    TpchQueries.TABLES.forEach(table -> tables.put(table, files.resolve(table + ".parquet")));
    try (var engines = new Comparison("tpch-" + SCALE, "TPC-H at scale " + SCALE, tables)) {
      for (var query : TpchQueries.NAMES) {
        engines.measure(query, TpchQueries.sql(query));
      }
      engines.finish();
    }
  }
}
