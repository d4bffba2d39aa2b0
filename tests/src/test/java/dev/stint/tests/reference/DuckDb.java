package dev.stint.tests.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The reference engine, in memory, with Spark's order of NULLs.
public final class DuckDb implements AutoCloseable {

  private final Connection connection;

  public DuckDb() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      execute("SET default_null_order = 'sqlite'");
      execute("SET TimeZone = 'UTC'");
      execute("SET threads = 2");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public DuckDBConnection connection() {
    return (DuckDBConnection) connection;
  }

  public void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// Names Parquet files, which may be a glob.
  public void parquetTable(String name, Path files) {
    execute("CREATE VIEW %s AS SELECT * FROM read_parquet('%s')".formatted(name, files));
  }

  public Answer query(String sql) {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return read(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Answer read(ResultSet rows) throws SQLException {
    int columnCount = rows.getMetaData().getColumnCount();
    var names = new ArrayList<String>();
    for (int column = 1; column <= columnCount; column++) {
      names.add(rows.getMetaData().getColumnLabel(column));
    }
    var read = new ArrayList<List<@Nullable Object>>();
    while (rows.next()) {
      var row = new ArrayList<@Nullable Object>();
      for (int column = 1; column <= columnCount; column++) {
        row.add(cell(rows.getObject(column)));
      }
      read.add(row);
    }
    return new Answer(names, read);
  }

  private static @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double number -> number;
      case Float number -> Double.valueOf(number.toString());
      case BigDecimal number -> number;
      case BigInteger number -> new BigDecimal(number);
      case Number number -> BigDecimal.valueOf(number.longValue());
      case Boolean flag -> flag;
      case Timestamp timestamp -> timestamp.toLocalDateTime();
      default -> value.toString();
    };
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
