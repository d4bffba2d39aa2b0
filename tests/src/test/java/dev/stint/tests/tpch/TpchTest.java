package dev.stint.tests.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.Answer;
import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-H at scale 0.1 through the command line: every query from files, with threads, and some of
/// them from S3 and with processes too, equal the reference engine's answers.
class TpchTest {

  private static final Map<String, Answer> EXPECTED = new HashMap<>();

  @TempDir static Path s3Folder;
  private static Path files;

  @BeforeAll
  static void makeData() throws IOException, SQLException {
    files = TpchData.at(Path.of("target"), 0.1);
    try (var duckDb = new DuckDb()) {
      for (var table : TpchQueries.TABLES) {
        duckDb.parquetTable(table, files.resolve(table + ".parquet"));
      }
      for (var query : TpchQueries.NAMES) {
        EXPECTED.put(query, duckDb.query(TpchQueries.sql(query)));
      }
    }
    upload();
  }

  private static void upload() throws IOException {
    try (var s3 = EmbeddedS3.start(s3Folder)) {
      s3.createBucket("tpch");
      try (var store = ObjectStores.open(s3.settings())) {
        for (var table : TpchQueries.TABLES) {
          var name = table + ".parquet";
          store.write("s3://tpch/" + name, Files.readAllBytes(files.resolve(name)));
        }
      }
    }
  }

  static Stream<Arguments> runs() {
    var all = TpchQueries.NAMES.stream().map(query -> Arguments.of(query, "threads", "file"));
    var some =
        TpchQueries.SOME.stream()
            .flatMap(
                query ->
                    Stream.of(
                        Arguments.of(query, "threads", "s3"),
                        Arguments.of(query, "processes", "file"),
                        Arguments.of(query, "processes", "s3")));
    return Stream.concat(all, some);
  }

  @ParameterizedTest(name = "{0} with {1} from {2}")
  @MethodSource("runs")
  void answerEqualsTheReferences(String query, String functions, String scheme) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of("sql", "--format", "json", "--functions", functions, TpchQueries.sql(query)));
    arguments.addAll(List.of("--data-dir", s3Folder.toString()));
    for (var table : TpchQueries.TABLES) {
      var path =
          scheme.equals("s3")
              ? "s3://tpch/" + table + ".parquet"
              : files.resolve(table + ".parquet").toUri().toString();
      arguments.addAll(List.of("--table", table + "=" + path));
    }

    var outcome = Cli.run(arguments);

    assertThat(EXPECTED.get(query).difference(outcome.answer(), false)).isNull();
  }
}
