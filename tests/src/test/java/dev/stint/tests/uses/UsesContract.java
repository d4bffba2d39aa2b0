package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What users do, the same wherever it runs. Each test has names of its own below `in` and `out`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UsesContract {

  private static final String SALES = "city,amount\n";

  private Path folder;
  private Bed bed;

  /// A bed whose files are in `folder`.
  abstract Bed open(Path folder) throws Exception;

  final Bed bed() {
    return bed;
  }

  @BeforeAll
  final void openBed(@TempDir Path temporary) throws Exception {
    folder = temporary;
    bed = open(folder);
  }

  @AfterAll
  final void closeBed() {
    if (bed != null) {
      bed.close();
    }
  }

  @Test
  void aJobRunsFromALaptop() {
    bed.upload("in/laptop/a.csv", SALES + "ber,10\nlon,2\n");
    bed.upload("in/laptop/b.csv", SALES + "ber,30\n");

    var outcome = bed.stint("run", job("laptop", "s3://lake/in/laptop/*.csv", "")).succeeded();

    assertThat(outcome.errors()).contains("wrote 1 file to s3://lake/out/laptop");
    assertThat(bed.output("laptop")).isEqualTo("city,total\nber,40\nlon,2\n");
  }

  @Test
  void anUploadBecomesAResultOnceThoughItIsUploadedTwice() {
    register("once", "in/once/", "{bucket: lake, prefix: in/once/, suffix: .csv}");

    bed.upload("in/once/a.csv", SALES + "rom,7\n");
    bed.awaitOutput("once", 1);
    // The same object version, and a later one.
    bed.upload("in/once/b.csv", SALES + "rom,1\n");
    bed.await("two executions", () -> executions("once"), count -> count == 2);

    assertThat(bed.output("once").lines().filter("rom,7"::equals)).hasSize(1);
    assertThat(executions("once")).isEqualTo(2);
  }

  @Test
  void fiftyUploadsInAWindowAreOneExecution() {
    register("fifty", "in/fifty/", "{bucket: lake, prefix: in/fifty/, window: 10s}");

    IntStream.range(0, 50)
        .forEach(n -> bed.upload("in/fifty/%02d.csv".formatted(n), SALES + "rom," + n + "\n"));
    // They may fall into two windows.
    var _ = bed.await("all rows", () -> total("fifty"), total -> total == 49 * 50 / 2);

    assertThat(executions("fifty")).isBetween(1L, 2L);
  }

  @Test
  void keysMayHoldWhatS3Allows() {
    register("odd", "in/odd/", "{bucket: lake, prefix: in/odd/, suffix: .csv}");
    var keys = List.of("a b.csv", "a+b.csv", "ü%20.csv", "x=1/a&b.csv", "'quoted'.csv");

    for (int i = 0; i < keys.size(); i++) {
      bed.upload("in/odd/" + keys.get(i), SALES + "rom," + (1 << i) + "\n");
    }
    var _ = bed.await("all rows", () -> total("odd"), total -> total == (1 << keys.size()) - 1);

    assertThat(executions("odd")).isEqualTo(keys.size());
  }

  @Test
  void aBrokenFileIsADeadLetterAndTheNextOneIsTaken() {
    register("broken", "in/broken/", "{bucket: lake, prefix: in/broken/, suffix: .csv}");

    bed.upload("in/broken/bad.csv", SALES + "rom,seven\n");
    var letters =
        bed.await(
            "a dead letter",
            () -> bed.deadLetters().stream().filter(text -> text.contains("broken")).toList(),
            found -> !found.isEmpty());
    bed.upload("in/broken/good.csv", SALES + "rom,7\n");
    bed.awaitOutput("broken", 1);

    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst()).contains("bad.csv", "seven", "upload the file again");
    assertThat(total("broken")).isEqualTo(7);
  }

  @Test
  void aScheduledTimeBecomesAResult() {
    bed.upload("in/nightly/a.csv", SALES + "rom,42\n");
    var time =
        Instant.now()
            .plusSeconds(5)
            .atZone(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));

    put("nightly", "s3://lake/in/nightly/", "- schedule: {expression: \"at(%s)\"}".formatted(time));

    assertThat(bed.awaitOutput("nightly", 1)).isEqualTo("city,total\nrom,42\n");
    assertThat(bed.stint("jobs", "list").succeeded().output()).contains("nightly");
  }

  @Test
  void aJobThatIsPausedAndRemovedTakesNothing() {
    register("gone", "in/gone/", "{bucket: lake, prefix: in/gone/}");
    bed.stint("jobs", "pause", "gone").succeeded();
    bed.upload("in/gone/paused.csv", SALES + "rom,1\n");
    bed.stint("jobs", "remove", "gone").succeeded();

    var outcome = bed.stint("jobs", "show", "gone");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errors()).contains("gone");
    assertThat(bed.keys("out/gone/")).isEmpty();
  }

  /// Registers a job whose input are the objects of an upload trigger.
  private void register(String name, String prefix, String trigger) {
    put(name, "s3://lake/" + prefix, "- s3Upload: " + trigger);
  }

  private void put(String name, String input, String trigger) {
    bed.stint("jobs", "put", job(name, input, "triggers:\n  " + trigger + "\n")).succeeded();
  }

  /// The path of a job file; the job appends the totals of its input to the output of its name.
  private String job(String name, String input, String triggers) {
    var text =
        """
        name: %1$s
        inputs:
          sales:
            path: "%2$s"
            format: csv
            schema: city STRING, amount INT
            options: {header: "true", mode: FAILFAST}
        statements:
          - sql: SELECT city, sum(amount) AS total FROM sales GROUP BY city ORDER BY city
            output: {path: s3://lake/out/%1$s, format: csv, mode: append}
        %3$s\
        """
            .formatted(name, input, triggers);
    try {
      return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The sum of the second column of an output.
  private long total(String name) {
    return bed.output(name)
        .lines()
        .filter(line -> !line.equals("city,total"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(',') + 1)))
        .sum();
  }

  /// How many executions of a job have written files.
  private long executions(String name) {
    return bed.keys("out/" + name + "/").stream()
        .filter(key -> !key.endsWith("_SUCCESS"))
        .map(key -> key.replaceAll(".*/part-\\d+-", ""))
        .collect(Collectors.toSet())
        .size();
  }
}
