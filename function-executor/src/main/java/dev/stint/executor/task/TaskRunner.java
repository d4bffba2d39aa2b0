package dev.stint.executor.task;

import dev.stint.executor.join.BroadcastTables;
import dev.stint.executor.memory.DiskBudget;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.scan.warm.WarmFiles;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.hedge.HedgingObjectStore;
import dev.stint.shuffle.segment.SegmentNames;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs attempts: from request to response, whatever happens. Safe for use by many threads, each of
/// which runs an attempt of its own; interrupting one cancels its attempt.
public final class TaskRunner {

  private static final System.Logger LOG = System.getLogger(TaskRunner.class.getName());
  private static final int MAX_CAUSES = 20;
  private static final AtomicBoolean IS_COLD = new AtomicBoolean(true);

  private final FunctionEnvironment environment;
  private final AttemptWatch.Pause pause;
  private final BroadcastTables broadcasts = new BroadcastTables();
  private final WarmFiles files = new WarmFiles();

  public TaskRunner(FunctionEnvironment environment) {
    this(environment, AttemptWatch.Pause.SYSTEM);
  }

  TaskRunner(FunctionEnvironment environment, AttemptWatch.Pause pause) {
    this.environment = environment;
    this.pause = pause;
  }

  /// Gives up what is kept for attempts to come, but for files, which yield their room to what
  /// needs it.
  public void forget() {
    broadcasts.forget();
  }

  /// Attempts so far were a rehearsal: the next one is the first of its process.
  public static void markCold() {
    IS_COLD.set(true);
  }

  /// Runs one attempt to its end. Nothing that it began is left when it fails. It fails as
  /// TRANSIENT when it is told to stop, by the object at [SegmentNames#stopPath] or an interrupt.
  public TaskResponse run(TaskRequest request) {
    return run(request, null);
  }

  /// As [#run(TaskRequest)], and fails as TRANSIENT two seconds before `timeLimit` has passed,
  /// after which the process may be killed; `null` is no limit.
  public TaskResponse run(TaskRequest request, @Nullable Duration timeLimit) {
    var counts = new RequestCounts();
    var context =
        new TaskContext(
            request,
            store(counts),
            new MemoryBudget(request.memoryBytes(), new DiskBudget(environment.diskBytes())),
            new TaskCounters(),
            files);
    broadcasts.enter(request);
    try {
      return run(context, counts, timeLimit);
    } finally {
      broadcasts.leave(request);
    }
  }

  private TaskResponse run(
      TaskContext context, RequestCounts counts, @Nullable Duration timeLimit) {
    var request = context.request();
    var meter = new AttemptMeter(context, counts, IS_COLD.getAndSet(false));
    var stopPath = SegmentNames.stopPath(request.segmentPath());
    var watch = AttemptWatch.start(context.store(), stopPath, timeLimit, pause);
    var response = run(context, meter, watch);
    LOG.log(
        System.Logger.Level.DEBUG,
        () ->
            "run=%s attempt=%s outcome=%s metrics=%s"
                .formatted(
                    request.runId(),
                    request.attemptId(),
                    response.getClass().getSimpleName(),
                    response.metrics()));
    return response;
  }

  private ObjectStore store(RequestCounts counts) {
    var counting = new CountingObjectStore(environment.store(), counts);
    var hedging = environment.hedging();
    return hedging == null ? counting : new HedgingObjectStore(counting, hedging, counts);
  }

  private TaskResponse run(TaskContext context, AttemptMeter meter, AttemptWatch watch) {
    var attempt = new Attempt(context, broadcasts, watch);
    var attemptId = context.request().attemptId();
    try {
      return new TaskResponse.Succeeded(attempt.execute(), meter.metrics());
    } catch (RuntimeException | Error e) {
      if (watch.reason() == null) {
        context.files().distrust();
      }
      return new TaskResponse.Failed(failure(attemptId, e, watch.reason()), meter.metrics());
    } finally {
      watch.close();
      if (watch.reason() == null) {
        attempt.restoreInterrupt();
      } else {
        // The watch's own interrupt: the thread's next attempt is not meant.
        var _ = Thread.interrupted();
      }
    }
  }

  /// `whyStopped` is the watch's reason, if it ended the attempt.
  private static TaskFailure failure(
      String attemptId, Throwable thrown, @Nullable String whyStopped) {
    if (whyStopped != null) {
      var message = "attempt %s %s".formatted(attemptId, whyStopped);
      return failure(FailureKind.TRANSIENT, message, thrown);
    }
    if (isOutOfMemory(thrown)) {
      var message = "attempt %s took more memory than the function has".formatted(attemptId);
      return failure(FailureKind.RESOURCE, message, thrown);
    }
    var fullDisk = FullDisk.in(thrown);
    if (fullDisk != null) {
      var message = "attempt %s %s".formatted(attemptId, fullDisk);
      return failure(FailureKind.RESOURCE, message, thrown);
    }
    if (thrown instanceof StintException failure) {
      var message = Objects.requireNonNullElse(thrown.getMessage(), thrown.toString());
      var needed = failure.neededBytes();
      return needed == null
          ? failure(failure.kind(), message, thrown)
          : TaskFailure.tooLittleMemory(message, stackTrace(thrown), needed);
    }
    var message = "attempt %s failed unexpectedly: %s".formatted(attemptId, thrown);
    return failure(FailureKind.INTERNAL, message, thrown);
  }

  /// Whether memory ran out, perhaps on a thread beside the attempt's, whose failure others
  /// wrapped.
  private static boolean isOutOfMemory(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static TaskFailure failure(FailureKind kind, String message, Throwable cause) {
    return new TaskFailure(kind, message, stackTrace(cause));
  }

  private static String stackTrace(Throwable thrown) {
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
