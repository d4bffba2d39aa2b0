package dev.stint.tests.sql;

import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Tables with NULLs, empty strings, extremes, duplicates and skew, as Parquet files.
final class SqlData {

  /// Table names and what makes them. `hash` is the reference engine's own: the same on each run.
  static final Map<String, String> TABLES =
      Map.of(
          "numbers",
          """
          SELECT
            n AS id,
            CASE WHEN hash(n, 1) % 7 = 0 THEN NULL
                 WHEN n = 11 THEN 2147483647 WHEN n = 12 THEN -2147483648
                 ELSE (hash(n, 2) % 2001)::INT - 1000 END::INTEGER AS i,
            CASE WHEN hash(n, 3) % 11 = 0 THEN NULL
                 WHEN n = 13 THEN 9223372036854775807 WHEN n = 14 THEN -9223372036854775807
                 ELSE (hash(n, 4) % 1000001)::BIGINT - 500000 END::BIGINT AS b,
            ((hash(n, 5) % 601)::INT - 300)::SMALLINT AS s,
            ((hash(n, 6) % 21)::INT - 10)::TINYINT AS t,
            CASE WHEN hash(n, 7) % 9 = 0 THEN NULL
                 WHEN n = 15 THEN 'NaN'::DOUBLE WHEN n = 16 THEN 'Infinity'::DOUBLE
                 WHEN n = 17 THEN -0.0 ELSE ((hash(n, 8) % 20001)::INT - 10000) / 64 END::DOUBLE AS d,
            CASE WHEN hash(n, 9) % 9 = 0 THEN NULL
                 ELSE ((hash(n, 10) % 2001)::INT - 1000) / 8 END::FLOAT AS f,
            CASE WHEN hash(n, 11) % 5 = 0 THEN NULL
                 ELSE ((hash(n, 12) % 2000001)::INT - 1000000) / 100 END::DECIMAL(12,2) AS m,
            CASE WHEN hash(n, 13) % 5 = 0 THEN NULL
                 WHEN n = 18 THEN 9999999999999999999999999.99999
                 ELSE (((hash(n, 14) % 2000001)::INT - 1000000)::DECIMAL(30,5) * 1234567890123::BIGINT / 7)::DECIMAL(30,5)
                 END::DECIMAL(30,5) AS w,
            CASE WHEN hash(n, 15) % 13 = 0 THEN NULL ELSE (hash(n, 16) % 8)::INT END::INTEGER AS g,
            CASE WHEN hash(n, 17) % 4 = 0 THEN NULL ELSE hash(n, 18) % 2 = 0 END AS flag
          FROM range(5000) AS r(n)
          """,
          "texts",
          """
          SELECT
            n AS id,
            CASE WHEN hash(n, 1) % 10 = 0 THEN NULL
                 WHEN hash(n, 1) % 10 = 1 THEN ''
                 WHEN hash(n, 1) % 10 = 2 THEN 'Ærøskøbing ' || (n % 5)
                 WHEN hash(n, 1) % 10 = 3 THEN '日本語' || chr(128512)
                 WHEN hash(n, 1) % 10 < 7 THEN 'common'
                 ELSE 'word ' || (hash(n, 2) % 400) END AS s,
            CASE WHEN n % 6 = 0 THEN NULL ELSE ((hash(n, 3) % 2001)::INT - 1000)::VARCHAR END AS n,
            repeat('x', (hash(n, 4) % 40)::INT) AS x
          FROM range(3000) AS r(n)
          """,
          "times",
          """
          SELECT
            n AS id,
            CASE WHEN hash(n, 1) % 8 = 0 THEN NULL
                 WHEN n = 1 THEN DATE '0001-01-01' WHEN n = 2 THEN DATE '9999-12-31'
                 WHEN n = 3 THEN DATE '2024-02-29'
                 ELSE DATE '1969-06-01' + (hash(n, 2) % 30000)::INT END AS d,
            CASE WHEN hash(n, 3) % 8 = 0 THEN NULL
                 ELSE TIMESTAMP '1969-12-31 00:00:00' + to_microseconds((hash(n, 4) % 3000000000000000)::BIGINT)
                 END AS ts
          FROM range(2000) AS r(n)
          """,
          "skewed",
          """
          SELECT
            CASE WHEN n % 10 > 0 THEN 1 WHEN n % 100 = 0 THEN NULL ELSE (hash(n, 1) % 50)::INT END::INTEGER AS k,
            n::INTEGER AS v
          FROM range(4000) AS r(n)
          """,
          "small",
          """
          SELECT n::INTEGER AS k, CASE WHEN n % 3 = 0 THEN NULL ELSE 'name ' || n END AS name
          FROM range(12) AS r(n)
          """,
          "nothing",
          "SELECT 1::INTEGER AS k, 'x' AS s, 1.5::DECIMAL(5,2) AS m, DATE '2020-01-01' AS d WHERE"
              + " false");

  private SqlData() {}

  /// Writes each table as several files with several row groups.
  static void write(Path folder) throws IOException {
    try (var duckDb = new DuckDb()) {
      for (var table : TABLES.entrySet()) {
        var target = Files.createDirectories(folder.resolve(table.getKey()));
        for (int part = 0; part < 3; part++) {
          duckDb.execute(
              "COPY (SELECT * FROM (%s) WHERE %s) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
                  .formatted(
                      table.getValue(),
                      condition(table.getKey(), part),
                      target.resolve("part-" + part + ".parquet")));
        }
      }
    }
  }

  private static String condition(String table, int part) {
    var column =
        switch (table) {
          case "skewed" -> "v";
          case "small", "nothing" -> "k";
          default -> "id";
        };
    return column + " % 3 = " + part;
  }
}
