package dev.stint.tests.benchmark;

import dev.stint.tests.reference.DuckDb;
import java.nio.file.Path;
import java.util.Map;

/// DuckDB through JDBC, over views of Parquet files.
final class DuckDbEngine implements Engine {

  private final DuckDb duckDb = new DuckDb();
  private long rows;

  DuckDbEngine(Map<String, Path> tables) {
    tables.forEach(duckDb::parquetTable);
  }

  @Override
  public void run(String sql) {
    rows = duckDb.query(sql).rows().size();
  }

  @Override
  public Amounts amounts() {
    return new Amounts(rows, -1, -1, -1);
  }

  @Override
  public void close() {
    duckDb.close();
  }
}
