package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.functions.FunctionJar;
import dev.stint.tests.functions.Slowly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What users do, the same wherever it runs. Each test has names of its own below `in` and `out`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class UsesContract {

  /// Tests of what takes its time: on a bed that works by itself it is begun before the first test.
  static final int LATE = Order.DEFAULT + 1;

  /// The last: what it does slows others down.
  static final int LAST = LATE + 1;

  private static final String SALES = "city,amount\n";

  /// So many slow statements last longer than a deployed coordinator of the beds.
  private static final int MANY_STATEMENTS = 40;

  private static final int FEW_STATEMENTS = 5;
  private static final int WINDOW_SECONDS = 5;
  private static final int SCHEDULE_SECONDS = 3;

  private final Early lives = new Early(this::beginLives);
  private final Early fifty = new Early(this::beginFifty);
  private final Early scheduled = new Early(this::beginScheduled);

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
    if (bed.worksByItself()) {
      List.of(lives, fifty, scheduled).forEach(Early::begun);
    }
  }

  /// Something that is begun once, and what is to be known of it afterwards.
  private static final class Early {

    private final Supplier<String> begin;
    private @Nullable String begun;

    Early(Supplier<String> begin) {
      this.begin = begin;
    }

    String begun() {
      if (begun == null) {
        begun = begin.get();
      }
      return begun;
    }
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
    bed.announceAgain("in/once/a.csv");
    bed.announceAgain("in/once/a.csv");
    bed.upload("in/once/b.csv", SALES + "rom,1\n");
    bed.await("two executions", () -> executions("once"), count -> count == 2);
    // Another version of it.
    bed.upload("in/once/a.csv", SALES + "rom,100\n");
    bed.await("three executions", () -> executions("once"), count -> count == 3);

    assertThat(bed.output("once").lines().filter(line -> line.startsWith("rom")))
        .containsExactlyInAnyOrder("rom,7", "rom,1", "rom,100");
  }

  @Test
  void aCancelledRunLeavesNothing() {
    bed.upload(
        "in/slow/a.csv",
        IntStream.range(0, 2_000)
            .mapToObj(n -> n + "," + n + "\n")
            .collect(Collectors.joining("", SALES, "")));
    var execution =
        bed.start(
            file(
                "slow",
                "s3://lake/in/slow/",
                """
                  - sql: >
                      SELECT count(*) AS c FROM sales a JOIN sales b ON a.amount <> b.amount
                      JOIN sales c ON b.amount < c.amount
                    output: {path: s3://lake/out/slow, format: csv}
                """));
    var _ = bed.await("the run", () -> bed.states(execution), states -> states.contains("running"));

    var outcome = bed.stint("cancel", execution).succeeded();

    assertThat(outcome.errors()).contains("is cancelled; nothing was written");
    assertThat(bed.states(execution)).containsExactly("cancelled");
    assertThat(bed.keys("out/slow")).isEmpty();
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

  @Test
  @Order(LATE)
  void aScheduledTimeBecomesAResult() {
    scheduled.begun();

    assertThat(bed.awaitOutput("nightly", 1)).isEqualTo("city,total\nrom,42\n");
    assertThat(bed.stint("jobs", "list").succeeded().output()).contains("nightly");
  }

  @Test
  @Order(LATE)
  void fiftyUploadsAreNoMoreExecutionsThanWindows() {
    var begin = Instant.parse(fifty.begun());

    var _ = bed.await("all rows", () -> total("fifty"), total -> total == 49 * 50 / 2);

    // One after the other, of at least that time each.
    var time = Duration.between(begin, bed.lastWritten("out/fifty/"));
    long windows = 1 + time.toSeconds() / WINDOW_SECONDS;
    assertThat(executions("fifty")).isBetween(1L, windows);
  }

  @Test
  @Order(LATE)
  void aRunOutlivesItsCoordinators() {
    var execution = lives.begun();
    int statements = statementsOfLives();
    var _ =
        bed.await(
            "the first statement",
            () -> bed.states(execution),
            states -> states.contains("succeeded"));

    bed.endCoordinator(execution);

    awaitStatements(execution, "lives", statements);
    assertThat(bed.output("lives" + (statements - 1)))
        .isEqualTo("city,total\nrom,%d\n".formatted(7 + statements - 1));
  }

  private String beginLives() {
    bed.upload("in/lives/a.csv", SALES + "rom,7\n");
    bed.upload("in/jars/slowly.jar", jar(Slowly.class));
    var slow =
        IntStream.range(0, statementsOfLives())
            .mapToObj(i -> statement("lives" + i, "errorifexists", "sum(slowly(amount)) + " + i))
            .collect(Collectors.joining());
    return bed.start(
        file("lives", "s3://lake/in/lives/", slow + "functions: [s3://lake/in/jars/slowly.jar]\n"));
  }

  private byte[] jar(Class<?> function) {
    try {
      return Files.readAllBytes(FunctionJar.write(folder.resolve("functions.jar"), function));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int statementsOfLives() {
    return bed.worksByItself() ? MANY_STATEMENTS : FEW_STATEMENTS;
  }

  /// Gives the time before the first upload.
  private String beginFifty() {
    register(
        "fifty",
        "in/fifty/",
        "{bucket: lake, prefix: in/fifty/, window: %ds}".formatted(WINDOW_SECONDS));
    var begin = Instant.now().toString();
    var texts = new TreeMap<String, String>();
    IntStream.range(0, 50)
        .forEach(n -> texts.put("in/fifty/%02d.csv".formatted(n), SALES + "rom," + n + "\n"));
    bed.upload(texts);
    return begin;
  }

  private String beginScheduled() {
    bed.upload("in/nightly/a.csv", SALES + "rom,42\n");
    var time =
        Instant.now()
            .plusSeconds(SCHEDULE_SECONDS)
            .atZone(ZoneOffset.UTC)
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
    put("nightly", "s3://lake/in/nightly/", "- schedule: {expression: \"at(%s)\"}".formatted(time));
    return time;
  }

  /// Registers a job whose input are the objects of an upload trigger.
  private void register(String name, String prefix, String trigger) {
    put(name, "s3://lake/" + prefix, "- s3Upload: " + trigger);
  }

  private void put(String name, String input, String trigger) {
    bed.stint("jobs", "put", job(name, input, "triggers:\n  " + trigger + "\n")).succeeded();
  }

  /// The path of a job file; the job appends the totals of its input to the output of its name.
  final String job(String name, String input, String triggers) {
    return file(name, input, statement(name, "append", "sum(amount)") + triggers);
  }

  /// The same of a job of so many statements, each with an output of its own that may not be there.
  final String statements(String name, String input, int count) {
    return file(
        name,
        input,
        IntStream.range(0, count)
            .mapToObj(i -> statement(name + i, "errorifexists", "sum(amount) + " + i))
            .collect(Collectors.joining()));
  }

  /// Waits until all statements of an execution have succeeded, each by one run.
  final void awaitStatements(String execution, String output, int count) {
    var last = output + (count - 1);
    var _ = bed.await("the output " + last, () -> bed.manifests(last), found -> found == 1);
    var states =
        bed.await("the last run", () -> bed.states(execution), all -> !all.contains("running"));
    assertThat(states).hasSize(count).containsOnly("succeeded");
  }

  private static String statement(String output, String mode, String total) {
    return """
      - sql: SELECT city, %2$s AS total FROM sales GROUP BY city ORDER BY city
        output: {path: s3://lake/out/%1$s, format: csv, mode: %3$s}
    """
        .formatted(output, total, mode);
  }

  private String file(String name, String input, String statements) {
    var text =
        """
        name: %s
        inputs:
          sales:
            path: "%s"
            format: csv
            schema: city STRING, amount INT
            options: {header: "true", mode: FAILFAST}
        statements:
        %s\
        """
            .formatted(name, input, statements);
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
    return bed.outputFiles(name).stream()
        .map(key -> key.replaceAll(".*/part-\\d+-", ""))
        .collect(Collectors.toSet())
        .size();
  }
}
