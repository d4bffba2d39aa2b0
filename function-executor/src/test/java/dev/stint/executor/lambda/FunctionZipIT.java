package dev.stint.executor.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is deployed, and what must not be. Runs after the zip is made, in `mvn verify`.
class FunctionZipIT {

  private static final DeploymentZip ZIP =
      new DeploymentZip(Path.of("target", "stint-function.zip"));

  /// Room for a few libraries below what the console and the API take without a detour over S3.
  private static final long MAX_BYTES = 45_000_000;

  /// Lambda reads the jars as they lie in the zip.
  private static final long MAX_UNZIPPED_BYTES = 60_000_000;

  /// Folders of classes that belong to the planner, the command line, servers and tests.
  private static final List<String> FORBIDDEN =
      List.of(
          "org/antlr/",
          "org/apache/spark/",
          "dev/stint/sql/",
          "dev/stint/coordinator/",
          "software/amazon/awssdk/services/lambda/",
          "com/amazonaws/services/lambda/runtime/api/",
          "org/gaul/s3proxy/",
          "org/duckdb/",
          "org/junit/",
          "picocli/");

  /// What Lambda starts, and natives for both of its processors.
  private static final List<String> REQUIRED =
      List.of(
          "dev/stint/executor/lambda/TaskHandler.class",
          "linux/amd64/libzstd-jni-1.5.7-15.so",
          "linux/aarch64/libzstd-jni-1.5.7-15.so");

  @Test
  void zipIsSmallEnough() throws IOException {
    assertThat(ZIP.bytes()).as("bytes of %s", ZIP).isLessThan(MAX_BYTES);
    assertThat(ZIP.unzippedBytes()).as("bytes in %s", ZIP).isLessThan(MAX_UNZIPPED_BYTES);
  }

  @Test
  void zipHoldsOnlyJarsUnderLib() throws IOException {
    assertThat(ZIP.files()).allMatch(name -> name.matches("lib/[^/]+\\.jar"));
  }

  @Test
  void zipHoldsWhatTheFunctionNeedsAndNothingOfOthers() throws IOException {
    Set<String> entries = ZIP.entriesOfJars();

    assertThat(entries).containsAll(REQUIRED);
    for (String folder : FORBIDDEN) {
      assertThat(entries).as(folder).noneMatch(name -> name.startsWith(folder));
    }
  }

  @Test
  void zipHoldsEveryClassThatOursReferTo() throws IOException {
    assertThat(ZIP.missingClasses()).isEmpty();
  }
}
