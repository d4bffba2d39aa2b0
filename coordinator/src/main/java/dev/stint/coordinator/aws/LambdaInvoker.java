package dev.stint.coordinator.aws;

import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.wire.TaskWire;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/// Runs attempts in deployed functions, each in one synchronous invocation on a virtual thread.
///
/// An invocation is sent once: a repeated one would run the attempt twice. Only a throttled one,
/// which has not run, is sent again after a pause that doubles. Lambda cannot stop an invocation: a
/// cancelled attempt runs on unheard, to its end or its function's timeout.
public final class LambdaInvoker implements FunctionInvoker {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /// Tries of a throttled invocation; with the pauses between them at most a minute and a half.
  private static final int MAX_TRIES = 20;

  private final LambdaSettings settings;
  private final TaskWire wire;
  private final LambdaClient client;
  private final Semaphore slots;
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  /// `store` takes requests that are too large for an invocation, and remains its owner's.
  public LambdaInvoker(LambdaSettings settings, ObjectStore store) {
    this.settings = settings;
    this.wire = new TaskWire(store);
    this.client = LambdaClients.open(settings);
    this.slots = new Semaphore(settings.concurrency(), true);
  }

  @Override
  public int concurrency() {
    return settings.concurrency();
  }

  @Override
  public Invocation invoke(TaskRequest request, long functionMemoryBytes) {
    var response = new CompletableFuture<TaskResponse>();
    var caller =
        Thread.ofVirtual()
            .name("attempt-" + request.attemptId())
            .unstarted(() -> complete(response, request, functionMemoryBytes));
    callers.add(caller);
    caller.start();
    return new Invocation(response, () -> cancel(response, caller));
  }

  private static void cancel(CompletableFuture<TaskResponse> response, Thread caller) {
    var cancelled = new TaskFailure(FailureKind.TRANSIENT, "the attempt was cancelled", null);
    response.complete(new TaskResponse.Failed(cancelled, TaskMetrics.NONE));
    caller.interrupt();
  }

  private void complete(
      CompletableFuture<TaskResponse> response, TaskRequest request, long functionMemoryBytes) {
    try {
      slots.acquire();
      try {
        response.complete(run(request, functionMemoryBytes));
      } finally {
        slots.release();
      }
    } catch (InterruptedException e) {
      response.completeExceptionally(StintException.transientFailure("cancelled", e));
    } catch (RuntimeException | Error e) {
      response.completeExceptionally(e);
    } finally {
      callers.remove(Thread.currentThread());
    }
  }

  private TaskResponse run(TaskRequest request, long functionMemoryBytes)
      throws InterruptedException {
    long start = System.nanoTime();
    try {
      String function = function(functionMemoryBytes);
      return answer(function, send(function, wire.write(request)), start);
    } catch (SdkException e) {
      return failed(InvokeFailures.ofService(settings, e), start);
    } catch (StintException e) {
      return failed(new TaskFailure(e.kind(), String.valueOf(e.getMessage()), null), start);
    }
  }

  /// The smallest function with that much memory.
  private String function(long memoryBytes) {
    int megabytes = Math.toIntExact(Math.ceilDiv(memoryBytes, 1L << 20));
    var large = settings.functions().tailMap(megabytes);
    if (large.isEmpty()) {
      throw StintException.resource(
          "no function has %d MB of memory: the largest, %s, has %d"
              .formatted(
                  megabytes,
                  settings.functions().lastEntry().getValue(),
                  settings.functions().lastKey()));
    }
    return large.firstEntry().getValue();
  }

  private InvokeResponse send(String function, byte[] payload) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return client.invoke(
            b ->
                b.functionName(function)
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromByteArrayUnsafe(payload)));
      } catch (TooManyRequestsException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
        Thread.sleep(pause(tries));
      }
    }
  }

  private static Duration pause(int tries) {
    long doubled = FIRST_PAUSE.toMillis() << Math.min(tries - 1, 10);
    long longest = Math.min(doubled, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
  }

  private TaskResponse answer(String function, InvokeResponse response, long start) {
    byte[] payload = response.payload().asByteArrayUnsafe();
    if (response.functionError() != null) {
      return failed(InvokeFailures.ofFunction(function, payload, response.logResult()), start);
    }
    return wire.readResponse(payload);
  }

  /// With no more metrics than the time it took, which is what the function is paid for.
  private static TaskResponse failed(TaskFailure failure, long start) {
    long wallNanos = System.nanoTime() - start;
    var metrics = new TaskMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, wallNanos, 0, false);
    return new TaskResponse.Failed(failure, metrics);
  }

  /// Gives up all attempts under way; the functions, which others deployed, remain.
  @Override
  public void close() {
    callers.forEach(Thread::interrupt);
    client.close();
  }
}
