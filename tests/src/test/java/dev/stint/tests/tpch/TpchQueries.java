package dev.stint.tests.tpch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The queries, in the wording that Stint and the reference engine share.
public final class TpchQueries {

  public static final List<String> TABLES =
      List.of("lineitem", "orders", "customer", "part", "partsupp", "supplier", "nation", "region");

  /// All 22, as `q01` and so on.
  public static final List<String> NAMES =
      IntStream.rangeClosed(1, 22).mapToObj("q%02d"::formatted).toList();

  /// A few that have each kind of stage, for what is too slow to do with all.
  public static final List<String> SOME =
      List.of("q01", "q03", "q04", "q05", "q06", "q10", "q12", "q13", "q14", "q18");

  private TpchQueries() {}

  public static String sql(String query) throws IOException {
    return Files.readString(Path.of("src/test/resources/tpch", query + ".sql"));
  }
}
