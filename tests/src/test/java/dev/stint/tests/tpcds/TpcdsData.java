package dev.stint.tests.tpcds;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.tests.reference.DuckDb;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// TPC-DS data as one Parquet file per table, made once and kept.
public final class TpcdsData {

  /// The tables, by their names.
  public static final List<String> TABLES =
      Table.getBaseTables().stream()
          .filter(t -> t != Table.DBGEN_VERSION)
          .map(TpcdsData::name)
          .toList();

  private TpcdsData() {}

  /// The folder of `<table>.parquet` at a scale factor, below `root`.
  public static Path at(Path root, double scaleFactor) throws IOException, SQLException {
    var folder = root.resolve("tpcds-" + scaleFactor);
    var marker = folder.resolve("_complete");
    if (!Files.exists(marker)) {
      Files.createDirectories(folder);
      var session = Session.getDefaultSession().withScale(scaleFactor);
      try (var duckDb = new DuckDb()) {
        for (var name : TABLES) {
          if (!isReturns(name)) {
            write(duckDb, Table.valueOf(name.toUpperCase(Locale.ROOT)), session, folder);
          }
        }
      }
      Files.createFile(marker);
    }
    return folder;
  }

  private static String name(Table table) {
    return table.getName().toLowerCase(Locale.ROOT);
  }

  /// Returns are made with the sales that they are of.
  private static boolean isReturns(String name) {
    return name.endsWith("_returns");
  }

  private static void write(DuckDb duckDb, Table table, Session session, Path folder)
      throws SQLException {
    var tables = table.hasChild() ? List.of(table, table.getChild()) : List.of(table);
    var appenders = new ArrayList<DuckDBAppender>();
    for (var one : tables) {
      create(duckDb, one);
      appenders.add(duckDb.connection().createAppender("main", name(one)));
    }
    for (var rows : Results.constructResults(table, session.withTable(table))) {
      for (int child = 0; child < rows.size(); child++) {
        append(appenders.get(child), tables.get(child), rows.get(child));
      }
    }
    for (int index = 0; index < tables.size(); index++) {
      appenders.get(index).close();
      String name = name(tables.get(index));
      duckDb.execute(
          "COPY %s TO '%s' (FORMAT parquet)".formatted(name, folder.resolve(name + ".parquet")));
      duckDb.execute("DROP TABLE " + name);
    }
  }

  /// The columns of all tables, by their names.
  public static Map<String, Schema> schemas() {
    var schemas = new TreeMap<String, Schema>();
    for (var table : Table.getBaseTables()) {
      if (!name(table).startsWith("dbgen")) {
        schemas.put(
            name(table),
            new Schema(
                Stream.of(table.getColumns())
                    .map(c -> new Field(name(c), stintType(c.getType()), true))
                    .toList()));
      }
    }
    return schemas;
  }

  private static DataType stintType(ColumnType type) {
    return switch (type.getBase()) {
      case INTEGER, IDENTIFIER -> DataType.INT;
      case DATE -> DataType.DATE;
      case DECIMAL ->
          DataType.decimal(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case VARCHAR, CHAR, TIME -> DataType.STRING;
    };
  }

  private static void create(DuckDb duckDb, Table table) {
    var columns =
        Stream.of(table.getColumns())
            .map(column -> name(column) + " " + type(column.getType()))
            .collect(Collectors.joining(", "));
    duckDb.execute("CREATE TABLE %s (%s)".formatted(name(table), columns));
  }

  /// As Spark calls it.
  private static String name(Column column) {
    return column.getName().replace("c_last_review_date_sk", "c_last_review_date");
  }

  /// Keys are INT, as in Spark's own tables.
  private static String type(ColumnType type) {
    return switch (type.getBase()) {
      case INTEGER, IDENTIFIER -> "INTEGER";
      case DATE -> "DATE";
      case DECIMAL ->
          "DECIMAL(%d,%d)"
              .formatted(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case VARCHAR, CHAR, TIME -> "VARCHAR";
    };
  }

  private static void append(DuckDBAppender appender, Table table, List<@Nullable String> row)
      throws SQLException {
    appender.beginRow();
    var columns = table.getColumns();
    for (int index = 0; index < columns.length; index++) {
      append(appender, columns[index].getType(), row.get(index));
    }
    appender.endRow();
  }

  private static void append(DuckDBAppender appender, ColumnType type, @Nullable String text)
      throws SQLException {
    if (text == null) {
      appender.appendNull();
      return;
    }
    switch (type.getBase()) {
      case INTEGER, IDENTIFIER -> appender.append(Integer.parseInt(text));
      case DATE -> appender.append(LocalDate.parse(text));
      case DECIMAL -> appender.append(new BigDecimal(text).setScale(type.getScale().orElseThrow()));
      case VARCHAR, CHAR, TIME -> appender.append(text);
    }
  }
}
