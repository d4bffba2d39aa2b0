package dev.stint.coordinator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stint.config.job.Input;
import dev.stint.config.job.Job;
import dev.stint.config.job.JobReader;
import dev.stint.config.job.Limits;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.WriteMode;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.View;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRunTest {

  private static final String STEPS =
      """
      name: steps
      inputs:
        t: s3a://lake/t
      statements:
        - {name: larger, sql: VIEW}
        - {name: kept, sql: FILES, output: {path: s3://lake/kept, format: csv, mode: append, options: {sep: ;}}}
        - {sql: COPY, output: {path: s3://lake/copy}}
        - {name: other, sql: SECOND VIEW}
        - {name: last, sql: RESULT}
      limits: {maxCost: 0.60, maxDuration: 15m, maxParallelism: 7}
      """;

  private final FakeSession session = new FakeSession();
  private final List<String> heard = new ArrayList<>();
  private int results;

  private final class Recorder implements JobListener {
    @Override
    public void stepStarted(JobStep step) {
      heard.add("start " + step.name());
    }

    @Override
    public RunListener stepPlanned(JobStep step, StageGraph graph, RunEstimate estimate) {
      heard.add("planned " + step.name());
      return RunListener.NONE;
    }

    @Override
    public void stepMayReachLimit(JobStep step, String text) {
      heard.add("warning for " + step.name());
    }

    @Override
    public void stepFinished(JobStep step, RunReport report) {
      heard.add("finish " + step.name() + " " + report.status());
    }
  }

  @Test
  void statementsArePlannedAndRunInOrder() {
    var report = jobRun(STEPS).run();

    assertThat(session.calls)
        .containsExactly(
            "plan FILES",
            "prepare s3://lake/kept",
            "run 1a2b3c4d-2",
            "plan COPY",
            "prepare s3://lake/copy",
            "run 1a2b3c4d-3",
            "plan RESULT",
            "run 1a2b3c4d-5");
    assertThat(heard)
        .containsExactly(
            "start kept",
            "planned kept",
            "finish kept SUCCEEDED",
            "start statements[2]",
            "planned statements[2]",
            "finish statements[2] SUCCEEDED",
            "start last",
            "planned last",
            "finish last SUCCEEDED");
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(report.runs())
        .extracting(RunReport::runId)
        .containsExactly("1a2b3c4d-2", "1a2b3c4d-3", "1a2b3c4d-5");
  }

  @Test
  void aStatementMayUseInputsAndTheStatementsBeforeIt() {
    jobRun(STEPS).run();
    var input = TableSource.at("t", "s3://lake/t");
    var kept = new TableSource("kept", "s3://lake/kept", "csv", Map.of("sep", ";"), null);
    var larger = new View("larger", "VIEW");

    assertThat(session.planned)
        .extracting(FakeSession.Planned::tables)
        .containsExactly(List.of(input), List.of(input, kept), List.of(input, kept));
    assertThat(session.planned)
        .extracting(FakeSession.Planned::views)
        .containsExactly(
            List.of(larger), List.of(larger), List.of(larger, new View("other", "SECOND VIEW")));
  }

  @Test
  void onlyTheLastStatementHasAResult() {
    jobRun(STEPS).run();
    var output = session.planned.getFirst().output();

    assertThat(results).isEqualTo(1);
    assertThat(session.planned.getLast().output()).isNull();
    assertThat(output).isNotNull();
    assertThat(output.path()).isEqualTo("s3://lake/kept");
    assertThat(output.mode()).isEqualTo(WriteMode.APPEND);
  }

  @Test
  void runsSayWhereTheyComeFrom() {
    jobRun(STEPS).run();

    assertThat(session.started)
        .extracting(FakeSession.Started::origin)
        .containsExactly(
            new RunOrigin("1a2b3c4d", "steps", 1, 5, "test", "FILES"),
            new RunOrigin("1a2b3c4d", "steps", 2, 5, "test", "COPY"),
            new RunOrigin("1a2b3c4d", "steps", 4, 5, "test", "RESULT"));
  }

  @Test
  void theBudgetIsThatOfAllStatements() {
    jobRun(STEPS).run();
    var limits = session.started.stream().map(FakeSession.Started::limits).toList();

    assertThat(limits).extracting(RunLimits::maxParallelism).containsOnly(7);
    assertThat(limits)
        .extracting(RunLimits::maxDuration)
        .containsExactly(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ZERO);
    assertThat(limits.get(0).maxDollars()).isEqualTo(0.60);
    assertThat(limits.get(1).maxDollars()).isCloseTo(0.35, within(1e-9));
    assertThat(limits.get(2).maxDollars()).isCloseTo(0.10, within(1e-9));
  }

  @Test
  void whatIsNotLimitedIsNot() {
    jobRun("name: a\nsql: RESULT\n").run();

    assertThat(session.started.getFirst().limits()).isEqualTo(RunLimits.NONE);
  }

  @Test
  void theFirstFailureEndsTheJob() {
    session.end("1a2b3c4d-3", RunStatus.FAILED);

    var report = jobRun(STEPS).run();

    assertThat(session.calls).endsWith("run 1a2b3c4d-3");
    assertThat(heard).endsWith("finish statements[2] FAILED");
    assertThat(report.runs()).hasSize(2);
    assertThat(report.status()).isEqualTo(RunStatus.FAILED);
    assertThat(report.failure()).isNotNull();
    assertThat(report.failure().message()).isEqualTo("told to");
  }

  @Test
  void aCancelledRunEndsTheJob() {
    session.end("1a2b3c4d-2", RunStatus.CANCELLED);

    assertThat(jobRun(STEPS).run().status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(session.started).hasSize(1);
  }

  @Test
  void anOutputThatIsThereAlreadyIsAsGoodAsWritten() {
    session.end("1a2b3c4d-2", RunStatus.SKIPPED);

    assertThat(jobRun(STEPS).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(session.started).hasSize(3);
  }

  @Test
  void whatCannotBePlannedIsThrownAndNothingMoreIsRun() {
    var job = STEPS.replace("COPY", "WRONG");

    assertThatThrownBy(() -> jobRun(job).run())
        .isInstanceOf(StintException.class)
        .hasMessage("no statement");
    assertThat(session.started).hasSize(1);
    assertThat(heard).endsWith("finish kept SUCCEEDED", "start statements[2]");
  }

  /// Wherever a coordinator dies, the next one does what is left, under the same ids and with what
  /// is left of the limits.
  @Test
  void aJobGoesOnAfterTheRunsThatAreOver() {
    var whole = jobRun(STEPS).run();
    var started = List.copyOf(session.started);
    for (int finished = 0; finished <= whole.runs().size(); finished++) {
      session.started.clear();

      var report = jobRun(STEPS).resume(whole.runs().subList(0, finished));

      assertThat(report).isEqualTo(whole);
      assertThat(session.started).isEqualTo(started.subList(finished, started.size()));
    }
  }

  @Test
  void aJobThatFailedDoesNotGoOn() {
    var finished = List.of(FakeSession.report("1a2b3c4d-2", RunStatus.FAILED));

    assertThat(jobRun(STEPS).resume(finished))
        .isEqualTo(new JobReport("1a2b3c4d", "steps", finished));
    assertThat(session.started).isEmpty();
  }

  @Test
  void runsOfAnotherJobAreRefused() {
    var finished = List.of(FakeSession.report("1a2b3c4d-1", RunStatus.SUCCEEDED));

    assertThatThrownBy(() -> jobRun(STEPS).resume(finished))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runs [1a2b3c4d-1] do not begin [1a2b3c4d-2, 1a2b3c4d-3, 1a2b3c4d-5]");
  }

  @Test
  void oneStatementIsAJobWhoseRunHasItsId() {
    var request =
        JobRequest.ofStatement("1a2b3c4d", "test", "RESULT", List.of(), null, Limits.NONE);

    var report = new JobRun(request, session, new Recorder(), (_, _) -> results++).run();

    assertThat(session.calls).containsExactly("plan RESULT", "run 1a2b3c4d");
    assertThat(session.started.getFirst().origin())
        .isEqualTo(new RunOrigin("1a2b3c4d", null, 0, 1, "test", "RESULT"));
    assertThat(report.name()).isNull();
    assertThat(results).isEqualTo(1);
  }

  @Test
  void pathsOfARequestDoNotDependOnTheWorkingFolder() {
    var text = "name: a\ninputs: {t: in/t.csv}\nsql: RESULT\noutput: {path: out}\n";

    var request = request(text);

    assertThat(request.tables())
        .containsExactly(TableSource.at("t", "file://" + Path.of("in/t.csv").toAbsolutePath()));
    assertThat(session.calls).isEmpty();
    jobRun(text).run();
    assertThat(session.calls).contains("prepare file://" + Path.of("out").toAbsolutePath());
  }

  @Test
  void whatCannotNameARunIsRefusedBeforeAnythingRuns() {
    for (var id : List.of("", "a-1", "a b", "x".repeat(57))) {
      assertThatThrownBy(
              () -> JobRequest.ofStatement(id, "test", "RESULT", List.of(), null, Limits.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not the id of a job, 1 to 56 letters and digits: '" + id + "'");
    }
    assertThat(JobRequest.randomId()).matches("[0-9a-f]{8}");
  }

  @Test
  void aWrongSchemaNamesItsInput() {
    var job =
        new Job(
            "a",
            Map.of("t", new Input("t.csv", null, Map.of(), "id itn")),
            List.of(),
            List.of(),
            new Limits(BigDecimal.ONE, null, null));

    assertThatThrownBy(() -> JobRequest.of("1a2b3c4d", "test", job, job.limits()))
        .isInstanceOf(StintException.class)
        .hasMessageStartingWith("inputs.t.schema: ");
  }

  private JobRun jobRun(String text) {
    return new JobRun(request(text), session, new Recorder(), (_, _) -> results++);
  }

  private static JobRequest request(String text) {
    var job = JobReader.parse("job.yaml", text, Map.of());
    return JobRequest.of("1a2b3c4d", "test", job, job.limits());
  }
}
