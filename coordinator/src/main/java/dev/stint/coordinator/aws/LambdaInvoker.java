package dev.stint.coordinator.aws;

import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.pace.Pace.Ending;
import dev.stint.coordinator.pace.Pace.Refusal;
import dev.stint.coordinator.pace.PaceTicket;
import dev.stint.coordinator.pace.PacedQueue;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.segment.SegmentNames;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.wire.TaskWire;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/// Runs attempts in deployed functions, each in one synchronous invocation. They wait for their
/// turn in a [PacedQueue]; only those in flight have a virtual thread, a connection and their
/// request as JSON.
///
/// An invocation is sent once: a repeated one would run the attempt twice. Only a throttled one,
/// which has not run, waits again and is sent again. Lambda cannot stop an invocation: a cancelled
/// attempt is told to stop by an object that it looks for every few seconds, and is answered when
/// it has stopped, or after ten seconds; its place stays taken until then.
public final class LambdaInvoker implements FunctionInvoker {

  private static final System.Logger LOG = System.getLogger(LambdaInvoker.class.getName());

  /// After which an invocation is taken to be accepted: Lambda refuses within milliseconds.
  private static final Duration REFUSAL_TIME = Duration.ofSeconds(1);

  /// For a function to see that it is to stop.
  private static final Duration STOP_ALLOWANCE = Duration.ofSeconds(10);

  private static final String CANCELLED = "the attempt was cancelled";

  private static final int LEAST_PAYLOAD_BYTES = 64 << 10;

  private final LambdaSettings settings;
  private final ObjectStore store;
  private final StopFlags stopFlags;
  private final TaskWire wire;
  private final LambdaClient client;
  private final ScheduledThreadPoolExecutor timer;
  private final PacedQueue<LambdaAttempt> queue;
  private final Set<LambdaAttempt> attempts = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  /// How attempts that are cancelled hear of it.
  public enum StopFlags {
    /// By an object beside their segment.
    WRITTEN,
    /// Not at all: their functions end with this process.
    NOT_NEEDED
  }

  /// `store` takes requests that are too large for an invocation, and remains its owner's. Where
  /// this process may not open enough connections, the invoker has less concurrency than its
  /// settings, and says so in the log.
  public LambdaInvoker(LambdaSettings settings, ObjectStore store) {
    this(settings, store, StopFlags.WRITTEN);
  }

  /// The same, where attempts hear in another way that they are cancelled.
  public LambdaInvoker(LambdaSettings settings, ObjectStore store, StopFlags stopFlags) {
    this.store = store;
    this.stopFlags = stopFlags;
    var limits = Descriptors.within(settings.limits());
    this.settings = settings.withLimits(limits);
    this.client = LambdaClients.open(this.settings);
    this.timer = PacedQueue.newTimer();
    this.queue = new PacedQueue<>(limits, timer, this::start);
    this.wire =
        new TaskWire(
            store, maxPayloadBytes(Runtime.getRuntime().maxMemory(), limits.concurrency()));
  }

  /// A quarter of the heap is enough for the requests of all attempts in flight.
  static int maxPayloadBytes(long heapBytes, int concurrency) {
    return Math.clamp(heapBytes / 4 / concurrency, LEAST_PAYLOAD_BYTES, TaskWire.MAX_PAYLOAD_BYTES);
  }

  @Override
  public int concurrency() {
    return settings.limits().concurrency();
  }

  @Override
  public Invocation invoke(TaskRequest request, long functionMemoryBytes) {
    String function;
    try {
      function = settings.functionOf(functionMemoryBytes);
    } catch (StintException e) {
      return Invocation.over(
          new TaskResponse.Failed(
              new TaskFailure(e.kind(), String.valueOf(e.getMessage()), null), TaskMetrics.NONE));
    }
    var attempt = new LambdaAttempt(request, function);
    var ticket = new PaceTicket<>(request.runId(), function, attempt);
    attempts.add(attempt);
    var _ = attempt.response.whenComplete((_, _) -> attempts.remove(attempt));
    queue.add(ticket);
    if (isClosed) {
      attempt.giveUp("the invoker was closed");
    }
    return new Invocation(attempt.started, attempt.response, () -> cancel(ticket));
  }

  private void cancel(PaceTicket<LambdaAttempt> ticket) {
    var attempt = ticket.attempt();
    if (attempt.isOver()) {
      return;
    }
    attempt.cancel();
    if (queue.withdraw(ticket)) {
      attempt.giveUp(CANCELLED);
      return;
    }
    switch (stopFlags) {
      case WRITTEN -> Thread.ofVirtual().name("stop-" + attempt).start(() -> tellToStop(attempt));
      case NOT_NEEDED -> attempt.giveUp(CANCELLED);
    }
    var _ = later(() -> abandon(attempt), STOP_ALLOWANCE);
  }

  private static void abandon(LambdaAttempt attempt) {
    attempt.giveUp(CANCELLED);
    attempt.interrupt();
  }

  /// The attempt looks for the flag between batches, and takes it away when it has seen it. Of one
  /// that answered meanwhile the flag would stay.
  private void tellToStop(LambdaAttempt attempt) {
    var path = SegmentNames.stopPath(attempt.request.segmentPath());
    try {
      store.write(path, new byte[0]);
      if (attempt.isOver()) {
        store.delete(List.of(path));
      }
    } catch (StintException e) {
      // The attempt runs on to its end, and its output is dropped.
      LOG.log(Level.WARNING, "cannot write {0}: {1}", path, e.getMessage());
    }
  }

  private void start(PaceTicket<LambdaAttempt> ticket) {
    Thread.ofVirtual().name("attempt-" + ticket.attempt()).start(() -> run(ticket));
  }

  private void run(PaceTicket<LambdaAttempt> ticket) {
    var attempt = ticket.attempt();
    attempt.takenBy(Thread.currentThread());
    long startNanos = System.nanoTime();
    try {
      var response = send(ticket);
      if (response != null) {
        attempt.complete(answer(attempt.function, response, startNanos));
      }
    } catch (SdkException e) {
      attempt.complete(failed(InvokeFailures.ofService(settings, e), startNanos));
    } catch (StintException e) {
      var failure = new TaskFailure(e.kind(), String.valueOf(e.getMessage()), null);
      attempt.complete(failed(failure, startNanos));
    } catch (RuntimeException | Error e) {
      attempt.completeExceptionally(e);
    } finally {
      attempt.leftBy(Thread.currentThread());
    }
  }

  /// Lambda's response; `null` when there is none to wait for, because the attempt was refused or
  /// cancelled. The attempt has left the queue's places when this returns.
  private @Nullable InvokeResponse send(PaceTicket<LambdaAttempt> ticket) {
    var attempt = ticket.attempt();
    var ending = Ending.UNSENT;
    SdkException refusal = null;
    try {
      if (attempt.isCancelled()) {
        attempt.giveUp(CANCELLED);
      }
      if (attempt.isOver()) {
        return null;
      }
      byte[] payload = wire.write(attempt.request);
      ending = Ending.LOST;
      var response = post(attempt, payload);
      ending = response.functionError() == null ? Ending.ANSWERED : Ending.LOST;
      return response;
    } catch (SdkException e) {
      if (!InvokeFailures.isRefusal(e)) {
        throw e;
      }
      refusal = e;
    } finally {
      if (refusal == null) {
        queue.ended(ticket, ending);
      }
    }
    refused(ticket, refusal);
    return null;
  }

  private InvokeResponse post(LambdaAttempt attempt, byte[] payload) {
    var sent = Instant.now();
    var acceptance = later(() -> attempt.started.complete(sent), REFUSAL_TIME);
    try {
      var response =
          client.invoke(
              b ->
                  b.functionName(attempt.function)
                      .logType(LogType.TAIL)
                      .payload(SdkBytes.fromByteArrayUnsafe(payload)));
      attempt.started.complete(sent);
      return response;
    } catch (SdkException e) {
      if (!InvokeFailures.isRefusal(e)) {
        attempt.started.complete(sent);
      }
      throw e;
    } finally {
      acceptance.cancel(false);
    }
  }

  private void refused(PaceTicket<LambdaAttempt> ticket, SdkException refusal) {
    var attempt = ticket.attempt();
    if (queue.refused(ticket) == Refusal.HOPELESS) {
      var failure = InvokeFailures.ofRefusals(attempt.function, refusal);
      attempt.complete(new TaskResponse.Failed(failure, TaskMetrics.NONE));
    } else if (attempt.isCancelled() && queue.withdraw(ticket)) {
      // Cancelled while it was in flight, where it could not be withdrawn.
      attempt.giveUp(CANCELLED);
    }
    LOG.log(
        Level.DEBUG,
        "attempt={0} function={1} throttled, places={2}",
        attempt,
        attempt.function,
        queue.places());
  }

  private TaskResponse answer(String function, InvokeResponse response, long startNanos) {
    byte[] payload = response.payload().asByteArrayUnsafe();
    if (response.functionError() != null) {
      return failed(InvokeFailures.ofFunction(function, payload, response.logResult()), startNanos);
    }
    return wire.readResponse(payload);
  }

  /// With no more metrics than the time it took, which is what the function is paid for.
  private static TaskResponse failed(TaskFailure failure, long startNanos) {
    long wallNanos = System.nanoTime() - startNanos;
    return new TaskResponse.Failed(failure, TaskMetrics.lasting(wallNanos));
  }

  private Future<?> later(Runnable action, Duration delay) {
    return timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Gives up all attempts; the functions, which others deployed, remain.
  @Override
  public void close() {
    isClosed = true;
    queue.close();
    for (var attempt : attempts) {
      attempt.giveUp("the invoker was closed");
      attempt.interrupt();
    }
    client.close();
    timer.shutdownNow();
  }
}
