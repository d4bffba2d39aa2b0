package dev.stint.coordinator.journal;

import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.Bill;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.partition.BlockSpan;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.StagePlan;
import dev.stint.coordinator.partition.TaskShare;
import dev.stint.coordinator.request.RunOrigin;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.FailedRequests;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// At least one event of each type, with all that it may hold.
final class SampleEvents {

  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123456789Z");
  private static final AttemptId ID = new AttemptId(3, 17, 2);
  private static final TaskMetrics METRICS =
      new TaskMetrics(
          1,
          2,
          3,
          4,
          5,
          6,
          7,
          8,
          9,
          10,
          11,
          true,
          List.of(),
          List.of(),
          null,
          new FailedRequests(12, 13, 14));
  private static final Bill BILL = new Bill(1L << 40, 1_234_567_891L);
  private static final TaskFailure FAILURE =
      new TaskFailure(FailureKind.RESOURCE, "läßt \"sich\" nicht\n", "at a\nat b");
  private static final Schema SCHEMA = Schema.of(Field.nullable("number", DataType.BIGINT));

  private SampleEvents() {}

  static List<RunEvent> all() {
    var all = new ArrayList<RunEvent>();
    all.addAll(ofRun());
    all.addAll(ofStage());
    all.addAll(ofAttempt());
    return all;
  }

  static List<LoggedEvent> logged(List<RunEvent> events) {
    return events.stream().map(event -> new LoggedEvent(TIME, event)).toList();
  }

  /// `count` of them that differ.
  static List<LoggedEvent> numbered(int from, int count) {
    var events = new ArrayList<LoggedEvent>();
    for (int number = from; number < from + count; number++) {
      events.add(new LoggedEvent(TIME, new RunEvent.RunSwept(number)));
    }
    return events;
  }

  static List<Reaction> reactions() {
    return List.of(
        new Reaction.Retry(Duration.ofNanos(1_500_000_001)),
        new Reaction.Enlarge(1L << 33),
        new Reaction.Redo(),
        new Reaction.Ignore(),
        new Reaction.EndRun(FAILURE));
  }

  static List<RunOutcome> outcomes() {
    return List.of(
        new RunOutcome.Succeeded(),
        new RunOutcome.Skipped(),
        new RunOutcome.Failed(new TaskFailure(FailureKind.USER, "because", null)),
        new RunOutcome.Cancelled());
  }

  private static List<RunEvent> ofRun() {
    var graph = new StageGraph(List.of(stage(0)), SCHEMA);
    var settings = RunSettings.of("file:///work", 8, 1L << 30);
    var limited = settings.withMaxDollars(0.25).withMaxDuration(Duration.ofMinutes(3));
    var events = new ArrayList<RunEvent>();
    events.add(new RunEvent.RunStarted(new RunRequest("run-1", graph, settings)));
    events.add(
        new RunEvent.RunStarted(
            new RunRequest("j-2", graph, limited, new RunOrigin("j", "daily", 1, 3, "cli"))));
    events.add(new RunEvent.CoordinatorStarted(4));
    events.add(new RunEvent.CoordinatorLeft(4));
    events.add(new RunEvent.CancelRequested());
    events.add(new RunEvent.RequestsMade(1, 2, 3, null));
    events.add(new RunEvent.RequestsMade(1, 2, 3, new FailedRequests(4, 5, 6)));
    events.add(new RunEvent.CommitStarted(1, 2, 3));
    List.of(
            new CommitStep.Planned(1, 2, 3, 4, null, 5),
            new CommitStep.PointReached(),
            new CommitStep.UploadsCompleted(1),
            new CommitStep.ReplacedDeleted(2),
            new CommitStep.Finished(),
            new CommitStep.Abandoned("because"),
            new CommitStep.FinishedOther("other"))
        .forEach(step -> events.add(new RunEvent.CommitStepDone(step)));
    outcomes().forEach(outcome -> events.add(new RunEvent.RunEnded(outcome)));
    events.add(new RunEvent.RunSwept(5));
    return events;
  }

  private static List<RunEvent> ofStage() {
    var span = new BlockSpan(1, 2, 3, 4);
    var shares =
        List.of(
            new TaskShare.Nothing(),
            new TaskShare.Everything(),
            new TaskShare.Splits(0, 1, 2),
            new TaskShare.Buckets(3, 4),
            new TaskShare.DividedBuckets(5, 6, 1, span),
            new TaskShare.Keys(null, SortableKey.ofBucket(7)),
            new TaskShare.Group(1, 2, KeyRange.ALL),
            new TaskShare.Blocks(2, span));
    var decisions =
        List.<Decision>of(
            new Decision.Cut(Decision.Kind.KEYS, 1, 2, 3),
            new Decision.NotCut(1),
            new Decision.Fused(0),
            new Decision.HotBucketDivided(1, 2, 3),
            new Decision.BroadcastInstead(List.of(1), 2, 3, 4, 5, 6),
            new Decision.MergeFirst(1, 2, 3, 4, 5, 6, 7, 0.5, 1.5, 0.25, 0.75),
            new Decision.NothingToDo("because"));
    var tasks = shares.stream().map(share -> new PlannedTask(share, 1L << 35)).toList();
    return List.of(
        new RunEvent.StageInserted(stage(1), 0, 2),
        new RunEvent.StagePlanned(2, new StagePlan(tasks, decisions)),
        new RunEvent.StagePlanned(2, new StagePlan(List.of(), List.of())),
        new RunEvent.StageUnneeded(2, "nobody needs it"),
        new RunEvent.StageFused(0, stage(1)),
        new RunEvent.StageFinished(2));
  }

  private static List<RunEvent> ofAttempt() {
    var events = new ArrayList<RunEvent>();
    for (var cause : AttemptCause.values()) {
      events.add(new RunEvent.AttemptStarted(ID, 1L << 33, cause));
    }
    events.add(new RunEvent.AttemptRunning(ID, Duration.ofMillis(1234)));
    var key = SortableKey.ofBucket(513);
    var block = new BlockRef(1L << 40, 2, 3, 4, key, key, -5);
    var outputs =
        List.of(
            new TaskOutput.Segment(new SegmentRef("s3://b/k", null, 1L << 41, List.of(block))),
            new TaskOutput.Segment(new SegmentRef("inline", "AAAA", 3, List.of(block))),
            new TaskOutput.Segment(new SegmentRef("empty", null, 0, List.of())),
            new TaskOutput.Files(List.of(new PendingFile("f", "u", List.of("e1", "e2"), 7, 8))));
    for (var output : outputs) {
      for (var standing : RunEvent.Standing.values()) {
        events.add(new RunEvent.AttemptSucceeded(ID, output, METRICS, BILL, standing));
      }
    }
    for (var reaction : reactions()) {
      events.add(new RunEvent.AttemptFailed(ID, FAILURE, METRICS, Bill.NOTHING, reaction));
    }
    events.add(new RunEvent.AttemptCancelled(ID));
    events.add(new RunEvent.RetryDue(ID));
    return events;
  }

  private static Stage stage(int id) {
    var fragment =
        new Fragment(new ValuesNode(SCHEMA, List.of()), new StageOutput.UnkeyedExchange(), "UTC");
    return new Stage(id, fragment, Map.of(), -1);
  }
}
