package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.type.Schema;
import dev.stint.sql.request.PlanRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileOutputTest {

  @Test
  void filesWithoutFoldersAreWrittenByTheLastStage() {
    var graph = plan("select n_name, upper(n_name) as name from nation where n_regionkey = 1");

    assertThat(graph.schema()).isEqualTo(Schema.EMPTY);
    assertThat(StageGraphText.print(graph))
        .isEqualTo(
            """
            Stage 0 (about 5 rows) -> parquet files in s3://lake/out, overwrite
              Project: n_name, upper(n_name) AS name
                Scan nation (parquet): n_name; columns 2 of 4; splits 1 of 1; pushed filter: n_regionkey = 1
            """);
  }

  @Test
  void rowsOfAFolderMeetBeforeTheyAreWritten() {
    var graph = plan("select n_name, n_regionkey from nation", "N_RegionKey");

    assertThat(StageGraphText.print(graph))
        .isEqualTo(
            """
            Stage 0 (about 25 rows) -> hash on n_regionkey
              Scan nation (parquet): n_name, n_regionkey; columns 2 of 4; splits 1 of 1

            Stage 1 (about 25 rows) -> parquet files in s3://lake/out, overwrite, folders by n_regionkey
              Read stage 0, hot buckets divided: n_name, n_regionkey
            """);
  }

  @Test
  void orderIsKeptInsideFolders() {
    var graph = plan("select n_name, n_regionkey from nation order by n_comment desc", "n_name");

    assertThat(StageGraphText.print(graph))
        .isEqualTo(
            """
            Stage 0 (about 25 rows) -> hash on n_name
              Project: n_name, n_regionkey, n_comment
                Scan nation (parquet): n_name, n_regionkey, n_comment; columns 3 of 4; splits 1 of 1

            Stage 1 (about 25 rows) -> parquet files in s3://lake/out, overwrite, folders by n_name
              Project: n_name, n_regionkey
                Sort: n_comment DESC
                  Read stage 0, hot buckets divided: n_name, n_regionkey, n_comment
            """);
  }

  @Test
  void orderIsKeptInFilesWithoutFolders() {
    var text = StageGraphText.print(plan("select n_name from nation order by n_name"));

    assertThat(text)
        .contains("range on n_name")
        .contains("overwrite\n  Read in order stage 0: n_name");
  }

  @Test
  void unknownFolderColumnIsNamed() {
    assertThatThrownBy(() -> plan("select n_name from nation", "n_nam"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("partitionBy names 'n_nam'")
        .hasMessageContaining("did you mean 'n_name'?");
  }

  @Test
  void foldersForEveryColumnAreRefused() {
    assertThatThrownBy(() -> plan("select n_name from nation", "n_name"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("leaves none for the files");
  }

  @Test
  void repeatedColumnNameIsRefused() {
    assertThatThrownBy(() -> plan("select n_name, r_name as N_NAME from nation, region"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("two columns called 'N_NAME'");
  }

  private static StageGraph plan(String sql, String... partitionBy) {
    var output =
        new PlanRequest.Output(
            ParquetFormat.DEFAULT,
            "s3://lake/out",
            WriteMode.OVERWRITE,
            List.of(partitionBy),
            128L << 20);
    return new SqlPlanner()
        .plan(
            sql,
            PlanRequest.forResult(
                    TestCatalog.standard(),
                    ConstantExpressions::evaluate,
                    "UTC",
                    Instant.parse("2024-05-06T07:08:09Z"))
                .withOutput(output));
  }
}
