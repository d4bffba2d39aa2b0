package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LambdaFanOutTest {

  private final FileObjectStore store = new FileObjectStore();

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void twoHundredAttemptsAreInFlightAtTheSameTime() throws Exception {
    var allHere = new CountDownLatch(200);
    try (var lambda = LoopbackLambda.start(_ -> answerWhenAll(allHere));
        var invoker = new LambdaInvoker(lambda.settings(PaceLimits.ofAccount(200)), store)) {
      var invocations = invokeAll(invoker, 200);

      assertThat(invocations).allSatisfy(each -> assertThat(message(each)).isEqualTo("scripted"));
      assertThat(lambda.mostAtOnce).hasValue(200);
      assertThat(invocations).allMatch(each -> each.started().isDone());
    }
  }

  @Test
  void throttledAttemptsAreAllDoneWithoutOneThatFailed() throws Exception {
    var running = new AtomicInteger();
    var refusal = new CountDownLatch(1);
    try (var lambda = LoopbackLambda.start(_ -> answerUpTo(20, running, refusal));
        var invoker = new LambdaInvoker(lambda.settings(PaceLimits.ofConcurrency(60)), store)) {
      var invocations = invokeAll(invoker, 300);

      assertThat(invocations).allSatisfy(each -> assertThat(message(each)).isEqualTo("scripted"));
      assertThat(lambda.invocations).hasValueGreaterThan(300);
    }
  }

  @Test
  void droppedConnectionIsALostFunctionAtOnce() throws Exception {
    try (var lambda = LoopbackLambda.start(_ -> 0);
        var invoker = new LambdaInvoker(lambda.settings(PaceLimits.ofAccount(1)), store)) {
      var failure = failure(invokeAll(invoker, 1).getFirst());

      assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
      assertThat(lambda.invocations).hasValue(1);
    }
  }

  @Test
  void attemptThatWaitsIsCancelledAtOnceAndNeverSent() throws Exception {
    var mayAnswer = new CountDownLatch(1);
    try (var lambda = LoopbackLambda.start(_ -> answerAfter(mayAnswer));
        var invoker = new LambdaInvoker(lambda.settings(PaceLimits.ofAccount(1)), store)) {
      var invocations = invokeAll(invoker, 3);
      var waiting = invocations.get(1);

      waiting.cancel().run();

      assertThat(waiting.response()).isDone();
      assertThat(message(waiting)).isEqualTo("the attempt was cancelled");
      assertThat(waiting.started()).isCancelled();
      mayAnswer.countDown();
      assertThat(message(invocations.get(2))).isEqualTo("scripted");
      assertThat(lambda.invocations).hasValue(2);
    }
  }

  @Test
  void startIsKnownWhileTheAttemptRuns() throws Exception {
    var mayAnswer = new CountDownLatch(1);
    try (var lambda = LoopbackLambda.start(_ -> answerAfter(mayAnswer));
        var invoker = new LambdaInvoker(lambda.settings(PaceLimits.ofAccount(1)), store)) {
      var invocations = invokeAll(invoker, 2);

      var firstStarted = invocations.get(0).started().join();

      assertThat(invocations.get(0).response()).isNotDone();
      assertThat(invocations.get(1).started()).isNotDone();
      mayAnswer.countDown();
      assertThat(invocations.get(1).started().join()).isAfter(firstStarted);
    }
  }

  @Test
  void closingAnswersForAllThatWaitsOrRuns() throws Exception {
    var isHere = new Semaphore(0);
    try (var lambda = LoopbackLambda.start(_ -> holdForEver(isHere))) {
      var invoker = new LambdaInvoker(lambda.settings(PaceLimits.ofAccount(1)), store);
      var invocations = invokeAll(invoker, 2);
      isHere.acquire();

      invoker.close();

      assertThat(invocations)
          .allSatisfy(each -> assertThat(message(each)).isEqualTo("the invoker was closed"));
      assertThat(message(invokeAll(invoker, 1).getFirst())).isEqualTo("the invoker was closed");
    }
  }

  @Test
  void requestsInFlightTakeAtMostAQuarterOfTheHeap() {
    assertThat(LambdaInvoker.maxPayloadBytes(8L << 30, 100)).isEqualTo(6 << 20);
    assertThat(LambdaInvoker.maxPayloadBytes(2L << 30, 1024)).isEqualTo(512 << 10);
    assertThat(LambdaInvoker.maxPayloadBytes(64L << 20, 1024)).isEqualTo(64 << 10);
  }

  private static List<Invocation> invokeAll(LambdaInvoker invoker, int count) {
    return IntStream.range(0, count)
        .mapToObj(task -> invoker.invoke(request(task), LoopbackLambda.FUNCTION_BYTES))
        .toList();
  }

  private static int answerWhenAll(CountDownLatch allHere) {
    allHere.countDown();
    return answerAfter(allHere);
  }

  private static int answerAfter(CountDownLatch latch) {
    try {
      latch.await();
      return 200;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int holdForEver(Semaphore isHere) {
    isHere.release();
    return answerAfter(new CountDownLatch(1));
  }

  /// Refuses what is above the concurrency; nothing is answered before something was refused.
  private static int answerUpTo(int concurrency, AtomicInteger running, CountDownLatch refusal) {
    if (running.incrementAndGet() > concurrency) {
      running.decrementAndGet();
      refusal.countDown();
      return 429;
    }
    int status = answerAfter(refusal);
    running.decrementAndGet();
    return status;
  }

  private static String message(Invocation invocation) {
    return failure(invocation).message();
  }

  /// The scripted function has no other way to respond than a failure.
  private static TaskFailure failure(Invocation invocation) {
    return ((TaskResponse.Failed) invocation.response().join()).failure();
  }

  static TaskRequest request(int taskIndex) {
    var fragment =
        new Fragment(
            new ValuesNode(Schema.EMPTY, List.of()), new StageOutput.UnkeyedExchange(), "UTC");
    return new TaskRequest("run", 0, taskIndex, 0, fragment, List.of(), "file:///s", 0, 1);
  }
}
