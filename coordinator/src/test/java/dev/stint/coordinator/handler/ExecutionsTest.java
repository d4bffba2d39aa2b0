package dev.stint.coordinator.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.config.job.JobReader;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.handler.Executions.Ending;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunStanding;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.session.FunctionMode;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lives of coordinators in this process. A clock that ticks whenever it is looked at makes their
/// time pass.
class ExecutionsTest {

  private static final Instant START = Instant.parse("2026-01-31T03:00:00Z");
  private static final int STATEMENTS = 5;

  @TempDir private Path folder;

  private final ObjectStore store = new FileObjectStore();
  private final Queue<String> started = new ArrayDeque<>();
  private final List<DeadLetter> letters = Collections.synchronizedList(new ArrayList<>());
  private Instant now = START;

  @Test
  void severalLivesDoEachStatementOnce() {
    begin(appending(STATEMENTS));

    int lives = 0;
    var ending = goOn(ticks(6));
    while (ending == Ending.HANDED_OVER && lives < STATEMENTS) {
      assertThat(started.remove()).isEqualTo("e1");
      ending = goOn(ticks(6));
      lives++;
    }

    assertThat(ending).isEqualTo(Ending.OVER);
    assertThat(lives).isGreaterThan(1);
    assertThat(started).isEmpty();
    assertEachStatementDoneOnce();
  }

  @Test
  void executionThatHasEndedIsLeftAlone() {
    begin(appending(STATEMENTS));
    goOn(enough());
    var objects = store.list("file://" + folder + "/");

    var ending = goOn(enough());

    assertThat(ending).isEqualTo(Ending.OVER);
    assertThat(store.list("file://" + folder + "/")).isEqualTo(objects);
  }

  @Test
  void lifeWhoseTimeIsUpDoesNothing() {
    begin(appending(STATEMENTS));

    assertThat(goOn(new TimeLimit(START, Duration.ZERO))).isEqualTo(Ending.HANDED_OVER);

    assertThat(started).containsExactly("e1");
    assertThat(new RunHistory(store, workPath()).runIds()).isEmpty();
  }

  @Test
  void coordinatorsWithoutTimeToPlanEndWithAReasonAndAtLast() {
    begin(appending(STATEMENTS));
    var fruitless = new ArrayDeque<>(List.of(0));
    var executions = executions((_, count) -> fruitless.add(count));

    var endings =
        IntStream.rangeClosed(0, Life.MAX_FRUITLESS)
            .mapToObj(_ -> executions.goOn("e1", new Life(ticks(1), fruitless.removeLast())))
            .toList();

    assertThat(endings).endsWith(Ending.HANDED_OVER, Ending.OVER).hasSize(4);
    assertThat(executions.goOn("e1", new Life(enough(), Life.MAX_FRUITLESS)))
        .as("the same message again")
        .isEqualTo(Ending.OVER);
    assertThat(letters)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.reason())
                    .contains("3 coordinators in a row", "planning a statement")
                    .contains("--coordinator-timeout"));
    assertThat(endOf("appending"))
        .hasValueSatisfying(
            end -> assertThat(end.outcome()).isEqualTo(ExecutionLog.Outcome.FAILED));
  }

  @Test
  void whoAchievedSomethingIsNotCounted() {
    begin(appending(STATEMENTS));
    var fruitless = new ArrayList<Integer>();
    var executions = executions((_, count) -> fruitless.add(count));

    executions.goOn("e1", new Life(ticks(1), 0));
    executions.goOn("e1", new Life(ticks(6), 1));

    assertThat(fruitless).containsExactly(1, 0);
  }

  /// The run that was under way ends as well, with that reason.
  @Test
  void runThatNoCoordinatorGetsOnWithFails() {
    begin(appending(1));
    goOn(enough());
    asIfItsTasksHadNotEnded();

    assertThat(executions((_, _) -> {}).goOn("e1", new Life(enough(), Life.MAX_FRUITLESS)))
        .isEqualTo(Ending.OVER);

    var history = new RunHistory(store, workPath());
    var log = history.read(history.runIds().getFirst()).orElseThrow();
    assertThat(log.standing(START)).isEqualTo(RunStanding.FAILED);
    assertThat(letters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).contains("a task of run e1"));
  }

  /// As if the coordinator of the one run had left it when attempts had been started.
  private void asIfItsTasksHadNotEnded() {
    var history = new RunHistory(store, workPath());
    var id = history.runIds().getFirst();
    var entries =
        store.list(Journal.folder(history.runPath(id))).stream().map(ObjectInfo::path).toList();
    for (var entry : entries.reversed()) {
      var events = history.read(id).orElseThrow().events().stream().map(LoggedEvent::event);
      if (events.anyMatch(event -> event instanceof RunEvent.AttemptSucceeded)) {
        store.delete(List.of(entry));
      }
    }
    var journal = new Journal(store, history.runPath(id), "left");
    var last = journal.read().getLast();
    journal.append(List.of(new LoggedEvent(last.time(), new RunEvent.CoordinatorLeft(0))));
    store.delete(List.of(workPath() + "/registry/appending/ends/e1.json"));
  }

  @Test
  void twoAtOnceDoEachStatementOnce() throws Exception {
    begin(appending(STATEMENTS));

    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<Ending> life = () -> goOn(enough());
      var endings =
          threads.invokeAll(List.of(life, life)).stream().map(ended -> ended.resultNow()).toList();

      assertThat(endings).contains(Ending.OVER).doesNotContain(Ending.HANDED_OVER);
    }
    assertEachStatementDoneOnce();
  }

  @Test
  void lifeAfterOneThatDiedGoesOnWhereItWas() {
    begin(appending(STATEMENTS));
    Executions dying =
        executions(
            (_, _) -> {
              throw StintException.transientFailure("no answer", null);
            });
    assertThatThrownBy(() -> dying.goOn("e1", new Life(ticks(6), 0))).hasMessage("no answer");

    assertThat(goOn(enough())).isEqualTo(Ending.OVER);

    assertEachStatementDoneOnce();
  }

  @Test
  void failedRunIsADeadLetterAndNotRepeated() {
    begin(
        """
        name: wrong
        statements:
          - sql: SELECT CAST('x' AS INT) AS n
            output: {path: file://%s/out0}
        """
            .formatted(folder));

    assertThat(goOn(enough())).isEqualTo(Ending.OVER);

    assertThat(letters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.job()).isEqualTo("wrong");
              assertThat(letter.execution()).isEqualTo("e1");
              assertThat(letter.reason()).contains("'x'");
              assertThat(letter.remedy()).contains("stint runs e1");
            });
    assertThat(goOn(enough())).isEqualTo(Ending.OVER);
  }

  @Test
  void whatCannotBePlannedIsADeadLetter() {
    begin(
        """
        name: missing
        statements:
          - sql: SELECT * FROM csv.`file://%1$s/nothing.csv`
            output: {path: file://%1$s/out0}
        """
            .formatted(folder));

    assertThat(goOn(enough())).isEqualTo(Ending.OVER);

    assertThat(letters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).contains("nothing.csv"));
    assertThat(endOf("missing"))
        .hasValueSatisfying(
            end -> {
              assertThat(end.outcome()).isEqualTo(ExecutionLog.Outcome.FAILED);
              assertThat(end.reason()).contains("nothing.csv");
            });
    assertThat(goOn(enough())).isEqualTo(Ending.OVER);
    assertThat(letters).hasSize(1);
  }

  @Test
  void endOfAnExecutionIsNoted() {
    begin(appending(STATEMENTS));
    assertThat(goOn(new TimeLimit(START, Duration.ZERO))).isEqualTo(Ending.HANDED_OVER);
    assertThat(endOf("appending")).isEmpty();

    goOn(enough());

    assertThat(endOf("appending"))
        .hasValueSatisfying(
            end -> assertThat(end.outcome()).isEqualTo(ExecutionLog.Outcome.SUCCEEDED));
  }

  private Optional<ExecutionLog.End> endOf(String job) {
    return new ExecutionLog(store, workPath()).end(job, "e1");
  }

  @Test
  void unknownExecutionIsADeadLetter() {
    assertThat(goOn(enough())).isEqualTo(Ending.OVER);

    assertThat(letters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).contains("nothing of execution e1"));
  }

  private Ending goOn(TimeLimit limit) {
    return executions((id, _) -> started.add(id)).goOn("e1", new Life(limit, 0));
  }

  private Executions executions(HandOver next) {
    return new Executions(
        store,
        workPath(),
        new Executions.Ports(this::session, next, letters::add),
        (InstantSource) this::tick);
  }

  private synchronized Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  /// A life that may look at the clock so often.
  private synchronized TimeLimit ticks(int count) {
    return new TimeLimit(now.plusSeconds(count), Duration.ofSeconds(1));
  }

  private static TimeLimit enough() {
    return new TimeLimit(START.plus(Duration.ofDays(1)), Duration.ofSeconds(1));
  }

  private Session session(ZoneId zone) {
    return LocalSession.open(
        new SessionSettings(
            FunctionMode.THREADS,
            2,
            SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES,
            folder.resolve("s3"),
            folder.resolve("cache"),
            folder.resolve("work"),
            zone.getId()),
        S3Use.NOT_NEEDED);
  }

  private String workPath() {
    return "file://" + folder.resolve("work");
  }

  private void begin(String text) {
    var job = JobReader.parse("job.yaml", text, java.util.Map.of());
    new JobLog(store, workPath())
        .begin(JobRequest.of("e1", "test", job, job.limits()), ZoneOffset.UTC);
  }

  /// Statements whose repetition would show.
  private String appending(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                """
                  - sql: SELECT %1$d AS n
                    output: {path: file://%2$s/out%1$d, format: csv, mode: append}
                """
                    .formatted(i, folder))
        .collect(Collectors.joining("", "name: appending\nstatements:\n", ""));
  }

  private void assertEachStatementDoneOnce() {
    for (int i = 0; i < STATEMENTS; i++) {
      assertThat(store.list("file://%s/out%d/part-".formatted(folder, i))).hasSize(1);
    }
    assertThat(letters).isEmpty();
  }
}
