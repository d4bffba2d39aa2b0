package dev.stint.tests.tpch;

import dev.stint.tests.reference.DuckDb;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/// TPC-H data as one Parquet file per table, made once and kept.
public final class TpchData {

  private TpchData() {}

  /// The folder of `<table>.parquet` at a scale factor, below `root`.
  public static Path at(Path root, double scaleFactor) throws IOException, SQLException {
    var folder = root.resolve("tpch-" + scaleFactor);
    var marker = folder.resolve("_complete");
    if (!Files.exists(marker)) {
      Files.createDirectories(folder);
      try (var duckDb = new DuckDb()) {
        for (var table : TpchTable.getTables()) {
          write(duckDb, table, scaleFactor, folder);
        }
      }
      Files.createFile(marker);
    }
    return folder;
  }

  /// By parts of scale 1, since DuckDB holds what is not written yet.
  private static <E extends TpchEntity> void write(
      DuckDb duckDb, TpchTable<E> table, double scaleFactor, Path folder)
      throws IOException, SQLException {
    int parts = Math.max(1, (int) Math.ceil(scaleFactor));
    var name = table.getTableName();
    var files = new ArrayList<Path>();
    for (int part = 1; part <= parts; part++) {
      files.add(folder.resolve("%s-%d.parquet".formatted(name, part)));
      fill(duckDb, table, table.createGenerator(scaleFactor, part, parts));
      copy(duckDb, name, files.getLast());
      duckDb.execute("DROP TABLE " + name);
    }
    var all = files.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    copy(
        duckDb,
        "(SELECT * FROM read_parquet([%s]))".formatted(all),
        folder.resolve(name + ".parquet"));
    for (var file : files) {
      Files.delete(file);
    }
  }

  private static void copy(DuckDb duckDb, String rows, Path file) {
    duckDb.execute(
        "COPY %s TO '%s' (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880)"
            .formatted(rows, file));
  }

  private static <E extends TpchEntity> void fill(
      DuckDb duckDb, TpchTable<E> table, Iterable<E> entities) throws SQLException {
    var name = table.getTableName();
    var columns =
        table.getColumns().stream()
            .map(column -> column.getColumnName() + " " + type(column))
            .collect(Collectors.joining(", "));
    duckDb.execute("CREATE TABLE %s (%s)".formatted(name, columns));
    try (var appender = duckDb.connection().createAppender("main", name)) {
      for (var entity : entities) {
        appender.beginRow();
        for (var column : table.getColumns()) {
          append(appender, column, entity);
        }
        appender.endRow();
      }
    }
  }

  private static String type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> "BIGINT";
      case INTEGER -> "INTEGER";
      case DATE -> "DATE";
      case DOUBLE -> "DECIMAL(15,2)";
      case VARCHAR -> "VARCHAR";
    };
  }

  private static <E extends TpchEntity> void append(
      DuckDBAppender appender, TpchColumn<E> column, E entity) throws SQLException {
    switch (column.getType().getBase()) {
      case IDENTIFIER -> appender.append(column.getIdentifier(entity));
      case INTEGER -> appender.append(column.getInteger(entity));
      case DATE -> appender.append(LocalDate.ofEpochDay(column.getDate(entity)));
      case DOUBLE ->
          appender.append(BigDecimal.valueOf(Math.round(column.getDouble(entity) * 100), 2));
      case VARCHAR -> appender.append(column.getString(entity));
    }
  }
}
