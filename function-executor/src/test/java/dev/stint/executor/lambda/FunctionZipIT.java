package dev.stint.executor.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// What is deployed, and what must not be. Runs after the zip is made, in `mvn verify`.
class FunctionZipIT {

  private static final Path ZIP = Path.of("target", "stint-function.zip");
  private static final long MAX_BYTES = 60_000_000;

  /// Folders of classes that belong to the planner, the command line, servers and tests.
  private static final List<String> FORBIDDEN =
      List.of(
          "org/antlr/",
          "org/apache/spark/",
          "dev/stint/sql/",
          "dev/stint/coordinator/",
          "software/amazon/awssdk/services/lambda/",
          "org/gaul/s3proxy/",
          "org/duckdb/",
          "org/junit/",
          "picocli/");

  /// What Lambda starts, and natives for both of its processors.
  private static final List<String> REQUIRED =
      List.of(
          "dev/stint/executor/lambda/TaskHandler.class",
          "com/amazonaws/services/lambda/runtime/api/client/AWSLambda.class",
          "jni/libaws-lambda-jni.linux-x86_64.so",
          "jni/libaws-lambda-jni.linux-aarch_64.so",
          "linux/amd64/libzstd-jni-1.5.7-15.so",
          "linux/aarch64/libzstd-jni-1.5.7-15.so");

  @Test
  void zipIsSmallEnough() throws IOException {
    assertThat(Files.size(ZIP)).as("bytes of " + ZIP).isLessThan(MAX_BYTES);
  }

  @Test
  void zipHoldsOnlyJarsUnderLib() throws IOException {
    try (var zip = new ZipFile(ZIP.toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .allMatch(name -> name.matches("lib/[^/]+\\.jar"));
    }
  }

  @Test
  void zipHoldsWhatTheFunctionNeedsAndNothingOfOthers() throws IOException {
    Set<String> entries = entries();

    assertThat(entries).containsAll(REQUIRED);
    for (String folder : FORBIDDEN) {
      assertThat(entries).as(folder).noneMatch(name -> name.startsWith(folder));
    }
  }

  /// The entries of all jars in the zip.
  private static Set<String> entries() throws IOException {
    var entries = new TreeSet<String>();
    try (var zip = new ZipFile(ZIP.toFile())) {
      for (var jar : zip.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
        try (var content = new ZipInputStream(zip.getInputStream(jar))) {
          for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
            entries.add(entry.getName());
          }
        }
      }
    }
    return entries;
  }
}
