package dev.stint.tests.tpch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The queries, in the wording that Stint and the reference engine share.
public final class TpchQueries {

  public static final List<String> TABLES =
      List.of("lineitem", "orders", "customer", "part", "supplier", "nation", "region");

  public static final List<String> NAMES =
      List.of("q01", "q03", "q04", "q05", "q06", "q10", "q12", "q13", "q14", "q18");

  private TpchQueries() {}

  public static String sql(String query) throws IOException {
    return Files.readString(Path.of("src/test/resources/tpch", query + ".sql"));
  }
}
