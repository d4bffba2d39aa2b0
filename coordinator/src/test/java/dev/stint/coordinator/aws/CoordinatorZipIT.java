package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.lambda.DeploymentZip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is deployed as the coordinator function. Runs after the zip is made, in `mvn verify`.
class CoordinatorZipIT {

  private static final DeploymentZip ZIP =
      new DeploymentZip(Path.of("target", "stint-coordinator.zip"));

  /// Deployments go over S3, where Lambda takes 250 MB unzipped; smaller ones start faster.
  private static final long MAX_BYTES = 70_000_000;

  private static final List<String> FORBIDDEN =
      List.of(
          "dev/stint/coordinator/cli/",
          "dev/stint/coordinator/demo/",
          "dev/stint/coordinator/deploy/",
          "dev/stint/coordinator/hint/",
          "dev/stint/coordinator/page/",
          "dev/stint/coordinator/shell/",
          "dev/stint/coordinator/ui/",
          "org/jline/",
          "META-INF/resources/webjars/",
          "dev/stint/coordinator/aws/embedded/",
          "com/amazonaws/services/lambda/runtime/api/",
          "software/amazon/awssdk/services/cloudformation/",
          "software/amazon/awssdk/services/sso",
          "software/amazon/awssdk/services/signin/",
          "org/gaul/s3proxy/",
          "org/eclipse/jetty/",
          "org/junit/",
          "picocli/");

  private static final List<String> REQUIRED =
      List.of(
          "dev/stint/coordinator/run/RunDriver.class",
          "dev/stint/sql/SqlPlanner.class",
          "linux/amd64/libzstd-jni-1.5.7-15.so",
          "linux/aarch64/libzstd-jni-1.5.7-15.so");

  @Test
  void zipIsSmallEnough() throws IOException {
    assertThat(ZIP.bytes()).as("bytes of %s", ZIP).isLessThan(MAX_BYTES);
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
