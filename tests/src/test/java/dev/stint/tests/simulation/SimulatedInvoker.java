package dev.stint.tests.simulation;

import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.pace.Pace;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.pace.PaceTicket;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the adapter to Lambda does for one process, in the world's time: attempts wait for their
/// turn in a [Pace], refused ones wait again, and cancelled ones are told to stop by an object and
/// answered when they have, or after ten seconds. It ends with its process.
final class SimulatedInvoker implements FunctionInvoker {

  private static final Duration REFUSAL_TIME = Duration.ofSeconds(1);
  private static final Duration STOP_ALLOWANCE = Duration.ofSeconds(10);

  private final Actor process;
  private final VirtualTime time;
  private final SimulatedObjectStore store;
  private final SimulatedLambda lambda;
  private final WorkModel work;
  private final PaceLimits limits;
  private final SplittableRandom random;
  private final Pace<Attempt> pace;
  private VirtualTime.@Nullable Event alarm;

  SimulatedInvoker(
      Actor process,
      VirtualTime time,
      SimulatedObjectStore store,
      SimulatedLambda lambda,
      WorkModel work,
      PaceLimits limits,
      SplittableRandom random) {
    this.process = process;
    this.time = time;
    this.store = store;
    this.lambda = lambda;
    this.work = work;
    this.limits = limits;
    this.random = random;
    this.pace = new Pace<>(limits);
  }

  @Override
  public int concurrency() {
    return limits.concurrency();
  }

  @Override
  public Invocation invoke(TaskRequest request, long functionMemoryBytes) {
    process.requireAlive();
    var attempt = new Attempt(work.script(request), functionMemoryBytes);
    var ticket = new PaceTicket<>(request.runId(), Long.toString(functionMemoryBytes), attempt);
    pace.add(ticket);
    startAllThatMay();
    return new Invocation(attempt.started, attempt.response, () -> cancel(ticket));
  }

  private void startAllThatMay() {
    for (var ticket = pace.next(time.nanos()); ticket != null; ticket = pace.next(time.nanos())) {
      send(ticket);
    }
    if (alarm != null) {
      alarm.cancel();
    }
    long nextNanos = pace.nextNanos(time.nanos());
    alarm =
        nextNanos == Pace.NEVER
            ? null
            : after(Duration.ofNanos(Math.max(0, nextNanos - time.nanos())), this::startAllThatMay);
  }

  private void send(PaceTicket<Attempt> ticket) {
    var attempt = ticket.attempt();
    var sent = process.instant();
    attempt.isInFlight = true;
    attempt.sentNanos = time.nanos();
    int sending = ++attempt.sendings;
    after(
        REFUSAL_TIME,
        () -> {
          if (attempt.isInFlight && attempt.sendings == sending) {
            attempt.started.complete(sent);
          }
        });
    lambda.invoke(
        attempt.script,
        attempt.functionMemoryBytes,
        answer ->
            process.whenAwake(
                () -> {
                  if (!process.isDead() && attempt.isInFlight && attempt.sendings == sending) {
                    heard(ticket, answer, sent);
                  }
                }));
  }

  private void heard(PaceTicket<Attempt> ticket, InvokeAnswer answer, Instant sent) {
    var attempt = ticket.attempt();
    switch (answer) {
      case InvokeAnswer.Throttled _ -> refused(ticket, answer.response());
      case InvokeAnswer.Answered(var response) -> {
        leave(ticket, Pace.Ending.ANSWERED);
        attempt.started.complete(sent);
        attempt.complete(response);
      }
      case InvokeAnswer.Exited _,
          InvokeAnswer.OutOfMemory _,
          InvokeAnswer.TimedOut _,
          InvokeAnswer.Disconnected _ -> {
        leave(ticket, Pace.Ending.LOST);
        attempt.started.complete(sent);
        attempt.complete(timed(answer.response(), time.nanos() - attempt.sentNanos));
      }
    }
  }

  /// With the time it took, which is what the function is paid for.
  private static TaskResponse timed(TaskResponse response, long wallNanos) {
    return switch (response) {
      case TaskResponse.Failed(var failure, _) ->
          new TaskResponse.Failed(failure, TaskMetrics.lasting(wallNanos));
      case TaskResponse.Succeeded succeeded -> succeeded;
    };
  }

  private void refused(PaceTicket<Attempt> ticket, TaskResponse refusal) {
    var attempt = ticket.attempt();
    attempt.isInFlight = false;
    if (pace.refused(ticket, random.nextDouble(), time.nanos()) == Pace.Refusal.HOPELESS) {
      attempt.complete(refusal);
    } else if (attempt.isCancelled && pace.withdraw(ticket)) {
      attempt.giveUp();
    }
    startAllThatMay();
  }

  private void leave(PaceTicket<Attempt> ticket, Pace.Ending ending) {
    ticket.attempt().isInFlight = false;
    pace.ended(ticket, ending, time.nanos());
    startAllThatMay();
  }

  private void cancel(PaceTicket<Attempt> ticket) {
    process.requireAlive();
    var attempt = ticket.attempt();
    if (attempt.response.isDone()) {
      return;
    }
    attempt.isCancelled = true;
    if (pace.withdraw(ticket)) {
      attempt.giveUp();
      return;
    }
    process.begin(() -> tellToStop(attempt), () -> {});
    after(
        STOP_ALLOWANCE,
        () -> {
          attempt.giveUp();
          if (attempt.isInFlight) {
            leave(ticket, Pace.Ending.LOST);
          }
        });
  }

  private void tellToStop(Attempt attempt) {
    try {
      store.write(attempt.script.stopPath(), new byte[0]);
      if (attempt.response.isDone()) {
        store.delete(List.of(attempt.script.stopPath()));
      }
    } catch (StintException _) {
      // It runs on to its end.
    }
  }

  private VirtualTime.Event after(Duration delay, Runnable action) {
    return time.after(
        delay,
        () ->
            process.whenAwake(
                () -> {
                  if (!process.isDead()) {
                    action.run();
                  }
                }));
  }

  @Override
  public void close() {}

  private static final class Attempt {

    final Script script;
    final long functionMemoryBytes;
    final CompletableFuture<Instant> started = new CompletableFuture<>();
    final CompletableFuture<TaskResponse> response = new CompletableFuture<>();
    boolean isInFlight;
    boolean isCancelled;
    int sendings;
    long sentNanos;

    Attempt(Script script, long functionMemoryBytes) {
      this.script = script;
      this.functionMemoryBytes = functionMemoryBytes;
    }

    void giveUp() {
      var failure = new TaskFailure(FailureKind.TRANSIENT, "the attempt was cancelled", null);
      complete(new TaskResponse.Failed(failure, TaskMetrics.NONE));
    }

    void complete(TaskResponse answer) {
      started.cancel(false);
      response.complete(answer);
    }

    @Override
    public String toString() {
      return script.attemptId();
    }
  }
}
