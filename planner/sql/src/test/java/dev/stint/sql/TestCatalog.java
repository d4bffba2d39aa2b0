package dev.stint.sql;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Tables that exist only as schemas and statistics, written down by hand.
final class TestCatalog implements Catalog {

  private final Map<String, Table> tables = new LinkedHashMap<>();

  /// Adds a table. A column is `name type [distinct [min max]]`; a `!` after the type forbids NULL.
  TestCatalog table(String name, double rows, int splits, String... columns) {
    var fields = new ArrayList<Field>();
    var statistics = new HashMap<String, ColumnStatistics>();
    for (String column : columns) {
      addColumn(column.split(" +", -1), fields, statistics);
    }
    long bytes = Math.round(rows * 20);
    tables.put(
        name,
        new Table(
            name,
            ParquetFormat.DEFAULT,
            new Schema(fields),
            List.of(),
            splits(name, splits, bytes),
            new TableStatistics(rows, bytes, statistics)));
    return this;
  }

  private static void addColumn(
      String[] words, List<Field> fields, Map<String, ColumnStatistics> statistics) {
    boolean isRequired = words[1].endsWith("!");
    var type = DataType.parse(words[1].replace("!", ""));
    fields.add(new Field(words[0], type, !isRequired));
    if (words.length > 2) {
      var min = words.length > 4 ? new Literal(type, words[3]) : null;
      var max = words.length > 4 ? new Literal(type, words[4]) : null;
      statistics.put(
          words[0].toLowerCase(Locale.ROOT),
          new ColumnStatistics(min, max, 0, Double.parseDouble(words[2]), -1));
    }
  }

  private static List<Split> splits(String name, int count, long bytes) {
    var splits = new ArrayList<Split>();
    for (int index = 0; index < count; index++) {
      splits.add(new Split("s3://lake/" + name + "/" + index, bytes, 0, bytes, Map.of()));
    }
    return splits;
  }

  /// Adds a table whose folders carry a column: one split for each of `values`.
  TestCatalog partitioned(String name, Field partition, List<String> values, String... columns) {
    var fields = new ArrayList<Field>();
    for (String column : columns) {
      addColumn(column.split(" +", -1), fields, new HashMap<>());
    }
    var splits = new ArrayList<Split>();
    for (String value : values) {
      var raw = new HashMap<String, String>();
      raw.put(partition.name(), value.equals("NULL") ? null : value);
      splits.add(new Split("s3://lake/" + name + "/" + value, 1000, 0, 1000, raw));
    }
    tables.put(
        name,
        new Table(
            name,
            ParquetFormat.DEFAULT,
            new Schema(fields),
            List.of(partition),
            splits,
            new TableStatistics(1000.0 * values.size(), 1000, Map.of())));
    return this;
  }

  @Override
  public Optional<Table> find(String name) {
    return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Table open(FileFormat format, String path) {
    if (path.contains("missing")) {
      throw StintException.user("nothing is at " + path);
    }
    return new Table(
        path,
        format,
        Schema.of(Field.nullable("id", DataType.BIGINT), Field.nullable("name", DataType.STRING)),
        List.of(),
        splits(path, 1, 1000),
        new TableStatistics(100, 1000, Map.of()));
  }

  @Override
  public List<String> names() {
    return List.copyOf(tables.keySet());
  }

  /// The tables of TPC-H at scale 1, a table of every type, and one in folders.
  static TestCatalog standard() {
    var catalog = new TestCatalog();
    tpch(catalog);
    catalog.table(
        "types",
        1000,
        1,
        "b boolean",
        "t tinyint",
        "s smallint",
        "i int",
        "l bigint",
        "f float",
        "d double",
        "n decimal(10,2)",
        "big decimal(38,10)",
        "str string",
        "bin binary",
        "day date",
        "ts timestamp",
        "ntz timestamp_ntz");
    catalog.table("required", 100, 1, "k int! 100", "v string! 50");
    catalog.partitioned(
        "trips",
        Field.nullable("month", DataType.DATE),
        List.of("2024-01-01", "2024-02-01", "2024-03-01", "NULL"),
        "fare double",
        "distance double",
        "zone int");
    return catalog;
  }

  private static void tpch(TestCatalog catalog) {
    catalog.table("region", 5, 1, "r_regionkey bigint 5", "r_name string 5", "r_comment string");
    catalog.table(
        "nation",
        25,
        1,
        "n_nationkey bigint 25",
        "n_name string 25",
        "n_regionkey bigint 5",
        "n_comment string");
    catalog.table(
        "supplier",
        10_000,
        1,
        "s_suppkey bigint 10000",
        "s_name string 10000",
        "s_address string",
        "s_nationkey bigint 25",
        "s_phone string",
        "s_acctbal decimal(15,2)",
        "s_comment string");
    catalog.table(
        "customer",
        150_000,
        1,
        "c_custkey bigint 150000",
        "c_name string 150000",
        "c_address string",
        "c_nationkey bigint 25",
        "c_phone string",
        "c_acctbal decimal(15,2)",
        "c_mktsegment string 5",
        "c_comment string");
    catalog.table(
        "part",
        200_000,
        1,
        "p_partkey bigint 200000",
        "p_name string",
        "p_mfgr string 5",
        "p_brand string 25",
        "p_type string 150",
        "p_size int 50 1 50",
        "p_container string 40",
        "p_retailprice decimal(15,2)",
        "p_comment string");
    tpchSales(catalog);
  }

  private static void tpchSales(TestCatalog catalog) {
    catalog.table(
        "partsupp",
        800_000,
        2,
        "ps_partkey bigint 200000",
        "ps_suppkey bigint 10000",
        "ps_availqty int",
        "ps_supplycost decimal(15,2)",
        "ps_comment string");
    catalog.table(
        "orders",
        1_500_000,
        4,
        "o_orderkey bigint 1500000",
        "o_custkey bigint 100000",
        "o_orderstatus string 3",
        "o_totalprice decimal(15,2)",
        "o_orderdate date 2406 1992-01-01 1998-08-02",
        "o_orderpriority string 5",
        "o_clerk string 1000",
        "o_shippriority int 1",
        "o_comment string");
    catalog.table(
        "lineitem",
        6_000_000,
        8,
        "l_orderkey bigint 1500000",
        "l_partkey bigint 200000",
        "l_suppkey bigint 10000",
        "l_linenumber int 7",
        "l_quantity decimal(15,2) 50 1 50",
        "l_extendedprice decimal(15,2)",
        "l_discount decimal(15,2) 11 0.00 0.10",
        "l_tax decimal(15,2) 9",
        "l_returnflag string 3",
        "l_linestatus string 2",
        "l_shipdate date 2526 1992-01-02 1998-12-01",
        "l_commitdate date 2466 1992-01-31 1998-10-31",
        "l_receiptdate date 2554 1992-01-04 1998-12-31",
        "l_shipinstruct string 4",
        "l_shipmode string 7",
        "l_comment string");
  }
}
