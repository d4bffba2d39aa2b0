package dev.stint.tests.simulation;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.ColumnStatistics;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.catalog.TableStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Lineitem and orders of TPC-H at any scale, as a catalog would find them in S3: Parquet files of
/// 256 MB with two row groups each, and the statistics of their footers. There are no such files.
///
/// What a row takes is measured on files that Stint wrote at scale 1 (`TpchColumnSizes`). Keys that
/// refer to other tables get a byte and a quarter more for each thousandfold of the scale, since so
/// much more is random in them.
final class ScaledTpch implements Catalog {

  static final long FILE_BYTES = 256_000_000;
  static final long ROW_GROUP_BYTES = 128_000_000;

  private static final double KEY_BITS_TO_BYTES = 1.0 / 8;

  /// A column: its type, bytes per row at scale 1, whether these grow with the scale, how many
  /// values there are at scale 1 (-1 when unknown), and its bounds.
  private record Column(
      String name,
      String type,
      double rowBytes,
      Growth growth,
      double distinct,
      List<String> bounds) {}

  /// What grows with the scale.
  private enum Growth {
    NOTHING,
    DISTINCT,
    DISTINCT_AND_BYTES
  }

  private static final double LINEITEM_ROWS = 6_001_215;
  private static final double ORDERS_ROWS = 1_500_000;

  private static final List<Column> LINEITEM =
      List.of(
          key("l_orderkey", 0.564, Growth.DISTINCT, 1_500_000, 6_000_000),
          key("l_partkey", 2.986, Growth.DISTINCT_AND_BYTES, 200_000, 200_000),
          key("l_suppkey", 1.762, Growth.DISTINCT_AND_BYTES, 10_000, 10_000),
          column("l_linenumber", "int", 0.189, 7, "1", "7"),
          column("l_quantity", "decimal(15,2)", 0.755, 4_901, "1.00", "50.00"),
          column("l_extendedprice", "decimal(15,2)", 3.345, 10_404_051, "901.00", "104949.50"),
          column("l_discount", "decimal(15,2)", 0.440, 11, "0.00", "0.10"),
          column("l_tax", "decimal(15,2)", 0.407, 9, "0.00", "0.08"),
          column("l_returnflag", "string", 0.176, 3),
          column("l_linestatus", "string", 0.114, 2),
          column("l_shipdate", "date", 1.506, 2_526, "1992-01-02", "1998-12-01"),
          column("l_commitdate", "date", 1.506, 2_466, "1992-01-31", "1998-10-31"),
          column("l_receiptdate", "date", 1.506, 2_555, "1992-01-03", "1998-12-31"),
          column("l_shipinstruct", "string", 0.254, 4),
          column("l_shipmode", "string", 0.377, 7),
          column("l_comment", "string", 8.638, -1));

  private static final List<Column> ORDERS =
      List.of(
          key("o_orderkey", 0.833, Growth.DISTINCT, 1_500_000, 6_000_000),
          key("o_custkey", 2.913, Growth.DISTINCT_AND_BYTES, 100_000, 149_999),
          column("o_orderstatus", "string", 0.153, 3),
          column("o_totalprice", "decimal(15,2)", 3.861, 55_442_749, "857.71", "555285.16"),
          column("o_orderdate", "date", 1.511, 2_406, "1992-01-01", "1998-08-02"),
          column("o_orderpriority", "string", 0.341, 5),
          column("o_clerk", "string", 1.257, 1_000),
          column("o_shippriority", "int", 0.002, 1, "0", "0"),
          column("o_comment", "string", 13.483, -1));

  private final double scale;
  private final Map<String, Table> tables = new HashMap<>();

  ScaledTpch(double scale) {
    this.scale = scale;
    tables.put("lineitem", table("lineitem", LINEITEM_ROWS * scale, LINEITEM));
    tables.put("orders", table("orders", ORDERS_ROWS * scale, ORDERS));
  }

  @Override
  public Optional<Table> find(String name) {
    return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Table open(FileFormat format, String path) {
    throw StintException.user("nothing is at " + path + ": these tables exist on paper only");
  }

  @Override
  public List<String> names() {
    return tables.keySet().stream().sorted().toList();
  }

  /// Bytes that a row of a table takes in its files.
  double rowBytes(String table) {
    return columns(table).stream().mapToDouble(this::rowBytes).sum();
  }

  /// The share of a table's bytes that some of its columns take.
  double share(String table, List<String> names) {
    double bytes =
        columns(table).stream()
            .filter(column -> names.contains(column.name))
            .mapToDouble(this::rowBytes)
            .sum();
    return bytes / rowBytes(table);
  }

  private static List<Column> columns(String table) {
    return table.equals("lineitem") ? LINEITEM : ORDERS;
  }

  private double rowBytes(Column column) {
    double bits = column.growth == Growth.DISTINCT_AND_BYTES ? Math.log(scale) / Math.log(2) : 0;
    return column.rowBytes + Math.max(0, bits * KEY_BITS_TO_BYTES);
  }

  private Table table(String name, double rows, List<Column> columns) {
    var fields = new ArrayList<Field>();
    var statistics = new HashMap<String, ColumnStatistics>();
    for (var column : columns) {
      var type = DataType.parse(column.type);
      fields.add(Field.nullable(column.name, type));
      statistics.put(column.name, statistics(column, type, rows));
    }
    long bytes = Math.round(rows * rowBytes(name));
    return new Table(
        name,
        ParquetFormat.DEFAULT,
        new Schema(fields),
        List.of(),
        splits(name, bytes),
        new TableStatistics(rows, bytes, statistics));
  }

  private ColumnStatistics statistics(Column column, DataType type, double rows) {
    long bytes = Math.round(rows * rowBytes(column));
    double factor = column.growth == Growth.NOTHING ? 1 : scale;
    double distinct = column.distinct < 0 ? -1 : column.distinct * factor;
    if (column.bounds.isEmpty()) {
      return new ColumnStatistics(null, null, 0, distinct, bytes);
    }
    var max =
        column.growth == Growth.NOTHING
            ? column.bounds.get(1)
            : Long.toString(Math.round(Long.parseLong(column.bounds.get(1)) * scale));
    return new ColumnStatistics(
        new Literal(type, column.bounds.get(0)), new Literal(type, max), 0, distinct, bytes);
  }

  /// A split for each row group.
  private static List<Split> splits(String name, long bytes) {
    var splits = new ArrayList<Split>();
    long left = bytes;
    for (int file = 0; left > 0; file++) {
      long fileBytes = Math.min(FILE_BYTES, left);
      var path = "s3://tpch/%s/part-%05d.parquet".formatted(name, file);
      for (long from = 0; from < fileBytes; from += ROW_GROUP_BYTES) {
        long length = Math.min(ROW_GROUP_BYTES, fileBytes - from);
        splits.add(new Split(path, fileBytes, from, length, Map.of()));
      }
      left -= fileBytes;
    }
    return splits;
  }

  private static Column key(
      String name, double rowBytes, Growth growth, double distinct, long max) {
    return new Column(name, "bigint", rowBytes, growth, distinct, List.of("1", Long.toString(max)));
  }

  private static Column column(
      String name, String type, double rowBytes, double distinct, String... bounds) {
    return new Column(name, type, rowBytes, Growth.NOTHING, distinct, List.of(bounds));
  }
}
