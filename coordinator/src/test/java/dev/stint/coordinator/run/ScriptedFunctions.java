package dev.stint.coordinator.run;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Functions that do no work, but leave behind what real ones do, or fail where a script says so.
final class ScriptedFunctions implements Function<TaskRequest, TaskResponse> {

  static final TaskMetrics METRICS =
      new TaskMetrics(
          10, 100, 5, 50, 2, 1, 0, 0, 1000, 3_000_000, 2_000_000, false, List.of(), List.of(), null,
          null);

  final Queue<TaskRequest> requests = new ConcurrentLinkedQueue<>();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final ObjectStore store;
  private final Map<String, Runnable> scripts = new ConcurrentHashMap<>();
  private final Map<String, FailureKind> failures = new ConcurrentHashMap<>();

  ScriptedFunctions(ObjectStore store) {
    this.store = store;
  }

  /// The attempt, named as `stage.task.attempt`, leaves its output and then fails.
  ScriptedFunctions failing(String attempt, FailureKind kind) {
    failures.put(attempt, kind);
    return this;
  }

  /// The attempt does this before anything else; what it throws is how the function is lost.
  ScriptedFunctions doing(String attempt, Runnable script) {
    scripts.put(attempt, script);
    return this;
  }

  @Override
  public TaskResponse apply(TaskRequest request) {
    requests.add(request);
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      scripts.getOrDefault(request.attemptId(), () -> {}).run();
      var output = output(request);
      var kind = failures.get(request.attemptId());
      return kind == null
          ? new TaskResponse.Succeeded(output, METRICS)
          : new TaskResponse.Failed(
              new TaskFailure(kind, "failed " + request.attemptId(), null), METRICS);
    } finally {
      running.decrementAndGet();
    }
  }

  private TaskOutput output(TaskRequest request) {
    return switch (request.fragment().output()) {
      case StageOutput.HashExchange _ -> segment(request, SortableKey.ofBucket(0));
      case StageOutput.RangeExchange _,
          StageOutput.MergedExchange _,
          StageOutput.UnkeyedExchange _ ->
          segment(request, SortableKey.EMPTY);
      case StageOutput.FileSink sink -> file(request, sink);
    };
  }

  private TaskOutput segment(TaskRequest request, SortableKey key) {
    store.write(request.segmentPath(), new byte[8]);
    var block = new BlockRef(0, 8, 8, 5, key, key, 0);
    return new TaskOutput.Segment(new SegmentRef(request.segmentPath(), null, 8, List.of(block)));
  }

  private TaskOutput file(TaskRequest request, StageOutput.FileSink sink) {
    var path =
        "%s/part-%05d-%d-%s-0.parquet"
            .formatted(sink.path(), request.taskIndex(), request.attempt(), request.runId());
    var uploadId = store.startUpload(path);
    var eTag = store.uploadPart(path, uploadId, 1, new byte[] {1, 2, 3}, 3);
    return new TaskOutput.Files(List.of(new PendingFile(path, uploadId, List.of(eTag), 3, 5)));
  }
}
