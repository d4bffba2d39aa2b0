package dev.stint.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.emulator.NeedsEmulator;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsEmulator
class DestroyIT {

  @Test
  void deploymentGoesButForItsData(@TempDir Path folder) throws IOException, InterruptedException {
    try (var bed = Bed.start(folder)) {
      assertThat(bed.onTarget("runs").err())
          .contains("there is no stack stint-storage in account 000000000000, region us-east-1")
          .contains("run 'stint deploy' first");
      bed.deploy();
      var again = bed.deploy();
      bed.register(
          """
          name: uploads
          inputs:
            sales: {path: "s3://lake/in/new/", format: csv}
          statements:
            - sql: SELECT * FROM sales
              output: {path: s3://lake/out/uploads, format: csv, mode: append}
          triggers:
            - s3Upload: {bucket: lake, prefix: in/new/}
            - schedule: {expression: "rate(1 day)"}
          """);
      var work = bed.deployment().workPath();

      var destroyed = bed.onTarget("destroy", "--yes").succeeded();

      assertThat(again.err()).contains("stint-functions: nothing to change");
      assertThat(destroyed.err())
          .contains("stint-stint-uploads-0: removed", "uploads-1: removed")
          .contains("stint-functions: removed");
      assertThat(destroyed.out()).contains("Kept: the bucket " + work.substring("s3://".length()));
      assertThat(bed.store().list(work + "/registry/")).isNotEmpty();
      assertThat(bed.onTarget("destroy").succeeded().out())
          .startsWith("There is no deployment stint in account 000000000000");
    }
  }

  @Test
  void templatesAreWrittenForReviewWithoutCredentials(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var bed = Bed.start(folder)) {
      var outcome =
          bed.stint(
                  "deploy",
                  "--synth",
                  folder.resolve("templates").toString(),
                  "--read",
                  "s3://lake/raw",
                  "--write",
                  "s3://lake/reports")
              .succeeded();

      assertThat(outcome.out().lines()).hasSize(4);
      assertThat(folder.resolve("templates/stint-functions.template.json"))
          .content()
          .contains("arn:${AWS::Partition}:s3:::lake/raw/*")
          .contains("arn:${AWS::Partition}:s3:::lake/reports/*");
    }
  }
}
