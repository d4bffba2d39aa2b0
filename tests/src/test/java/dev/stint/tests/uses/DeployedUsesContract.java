package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users do with a deployment besides.
abstract class DeployedUsesContract extends UsesContract {

  @Override
  abstract DeployedBed open(Path folder) throws Exception;

  private DeployedBed deployed() {
    return (DeployedBed) bed();
  }

  @Test
  void aStatementPrintsItsRows() {
    bed().upload("in/rows/a.csv", "city,amount\nber,10\nlon,2\n");

    var outcome =
        bed()
            .stint(
                "sql",
                "-q",
                "--format",
                "csv",
                "SELECT count(*) AS n FROM csv.`s3://lake/in/rows/*.csv`")
            .succeeded();

    assertThat(outcome.output()).isEqualTo("n\n2\n");
  }

  @Test
  void whatADetachedJobFailsOfIsADeadLetterThatNamesIt() {
    bed().upload("in/wrong/a.csv", "city,amount\nrom,seven\n");

    var execution = bed().start(job("wrong", "s3://lake/in/wrong/", ""));

    var letters =
        bed()
            .await(
                "a dead letter",
                () ->
                    bed().deadLetters().stream().filter(text -> text.contains(execution)).toList(),
                found -> !found.isEmpty());
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst())
        .contains("in/wrong/a.csv", "seven", "stint runs " + execution, "\"job\":\"wrong\"");
    assertThat(bed().states(execution)).containsExactly("failed");
  }

  @Test
  @Order(LAST)
  void aRunEndsOnTheCodeItBeganWith(@TempDir Path folder) throws IOException {
    bed().upload("in/code/a.csv", "city,amount\nrom,7\n");
    var before = deployed().deployment();
    var execution = bed().start(statements("code", "s3://lake/in/code/", 12));

    FunctionPackages.withOtherCode(folder, () -> deployed().deploy("stint").succeeded());

    var after = deployed().deployment();
    assertThat(after.taskFunctions().values())
        .doesNotContainAnyElementsOf(before.taskFunctions().values());
    awaitStatements(execution, "code", 12);
    assertThat(bed().output("code11")).isEqualTo("city,total\nrom,18\n");
  }

  @Test
  void aDeploymentGoesButForItsData() {
    assertThat(bed().stint("runs", "--name", "other").errors())
        .contains("there is no stack other-storage in account 000000000000, region us-east-1")
        .contains("run 'stint deploy --name other' first");
    deployed().deploy("other").succeeded();
    var again = deployed().deploy("other").succeeded();
    var file =
        job(
            "leaving",
            "s3://lake/in/leaving/",
            """
            triggers:
              - s3Upload: {bucket: lake, prefix: in/leaving/}
              - schedule: {expression: "rate(1 day)"}
            """);
    bed().stint("jobs", "put", file, "--name", "other").succeeded();

    var destroyed = bed().stint("destroy", "--yes", "--name", "other").succeeded();

    assertThat(again.errors()).contains("other-functions: nothing to change");
    assertThat(destroyed.errors())
        .contains("stint-other-leaving-0: removed", "leaving-1: removed")
        .contains("other-functions: removed");
    var bucket = destroyed.output().replaceAll("(?s).*Kept: the bucket ([^,]+),.*", "$1");
    assertThat(deployed().store().list("s3://" + bucket + "/registry/")).isNotEmpty();
    assertThat(bed().stint("destroy", "--name", "other").succeeded().output())
        .startsWith("There is no deployment other in account 000000000000");
  }
}
