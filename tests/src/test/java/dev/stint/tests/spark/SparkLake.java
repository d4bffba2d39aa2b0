package dev.stint.tests.spark;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.sql.catalog.TableSource;
import dev.stint.tests.tpcds.TpcdsData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The tables that Spark's files find there: those of its test suite that have plain columns, and
/// those of TPC-DS without rows.
final class SparkLake {

  private static final String NUMBERS =
      "unique1 int, unique2 int, two int, four int, ten int, twenty int, hundred int, thousand int,"
          + " twothousand int, fivethous int, tenthous int, odd int, even int, stringu1 string,"
          + " stringu2 string, string4 string";

  private SparkLake() {}

  static List<TableSource> write(Path folder) {
    var pairs = new StringBuilder();
    for (int key = 1; key <= 100; key++) {
      pairs.append(key).append('\t').append(key).append('\n');
    }
    var tables = new ArrayList<TableSource>();
    TpcdsData.schemas()
        .forEach((name, schema) -> tables.add(table(folder, name, schema, new byte[0])));
    tables.addAll(plain(folder, pairs.toString()));
    return tables;
  }

  private static List<TableSource> plain(Path folder, String pairs) {
    return List.of(
        table(folder, "testdata", "key int, value string", pairs.getBytes(StandardCharsets.UTF_8)),
        table(folder, "aggtest", "a int, b float", SparkFile.data("postgresql/agg.data")),
        table(folder, "onek", NUMBERS, SparkFile.data("postgresql/onek.data")),
        table(folder, "tenk1", NUMBERS, SparkFile.data("postgresql/tenk.data")));
  }

  private static TableSource table(Path folder, String name, String columns, byte[] rows) {
    var fields = new ArrayList<Field>();
    for (String column : columns.split(", *", -1)) {
      var parts = column.split(" ", -1);
      fields.add(new Field(parts[0], DataType.parse(parts[1]), true));
    }
    return table(folder, name, new Schema(fields), rows);
  }

  private static TableSource table(Path folder, String name, Schema schema, byte[] rows) {
    var file = folder.resolve(name + ".csv");
    try {
      Files.write(file, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TableSource(
        name, file.toString(), "csv", Map.of("sep", "\t", "header", "false"), schema);
  }
}
