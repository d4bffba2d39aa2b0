package dev.stint.coordinator.watch;

import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.trigger.DeadLetters;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.coordinator.trigger.ExecutionRunner;
import dev.stint.coordinator.trigger.JobStarter;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Has executions run by a session of this process, one after the other if `executor` has one
/// thread, as it must where the session is used by nobody else. Safe for use by many threads.
public final class SessionStarter implements JobStarter {

  private static final int MAX_TRIES = 3;

  /// For how long attempts that run are waited for when an execution is left.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Session session;
  private final WatchListener listener;
  private final Executor executor;
  private final DeadLetters deadLetters;
  private final ExecutionRunner runner;
  private final Set<String> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean isStopping;

  public SessionStarter(
      Session session, WatchListener listener, InstantSource clock, Executor executor) {
    this.session = session;
    this.listener = listener;
    this.executor = executor;
    this.deadLetters = new StoredDeadLetters(session.store(), session.workPath(), listener::failed);
    this.runner = new ExecutionRunner(session.store(), session.workPath(), deadLetters, clock);
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  /// An execution, and its job where that is known without its log.
  private record Execution(@Nullable String job, String id) {}

  @Override
  public void start(String executionId) {
    start(new Execution(null, executionId));
  }

  /// The same for an execution of a job that was started before.
  void goOn(String job, String executionId) {
    start(new Execution(job, executionId));
  }

  private void start(Execution execution) {
    if (pending.add(execution.id())) {
      executor.execute(() -> run(execution));
    }
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  /// Begins nothing any more and leaves what runs to the next process.
  public void stop() {
    isStopping = true;
    session.leave(PATIENCE);
  }

  private void run(Execution execution) {
    try {
      boolean isDone = false;
      for (int attempt = 1; !isDone && !isStopping; attempt++) {
        isDone = run(execution, attempt);
      }
    } finally {
      pending.remove(execution.id());
    }
  }

  /// Says whether this is all that can be done about an execution now.
  private boolean run(Execution execution, int attempt) {
    JobRequest request;
    try {
      var found = runner.find(execution.id());
      if (found.isEmpty()) {
        runner.failUnknown(execution.job(), execution.id());
        return true;
      }
      request = found.get().request();
    } catch (StintException e) {
      if (isToBeRetried(e, attempt)) {
        return false;
      }
      runner.failUnread(execution.job(), execution.id(), String.valueOf(e.getMessage()));
      return true;
    }
    return run(request, attempt);
  }

  private boolean run(JobRequest request, int attempt) {
    try {
      runner
          .run(request, session, listener.started(request), ResultConsumer.NONE)
          .ifPresent(end -> listener.ended(request, end));
      return true;
    } catch (StintException e) {
      if (isToBeRetried(e, attempt)) {
        return false;
      }
      listener.ended(request, fail(request, e.kind(), e));
      return true;
    } catch (RuntimeException e) {
      listener.ended(request, fail(request, FailureKind.INTERNAL, e));
      return true;
    }
  }

  private boolean isToBeRetried(StintException e, int attempt) {
    if (e.kind() != FailureKind.TRANSIENT || attempt >= MAX_TRIES) {
      return false;
    }
    listener.delayed(String.valueOf(e.getMessage()));
    return true;
  }

  private ExecutionLog.End fail(JobRequest request, FailureKind kind, RuntimeException e) {
    return runner.fail(request, kind, String.valueOf(e));
  }
}
