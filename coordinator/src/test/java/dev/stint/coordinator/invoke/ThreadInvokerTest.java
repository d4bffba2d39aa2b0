package dev.stint.coordinator.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ThreadInvokerTest {

  private static final TaskResponse DONE =
      new TaskResponse.Succeeded(new TaskOutput.Files(List.of()), TaskMetrics.NONE);

  @Test
  void answersWithWhatTheRunnerSays() {
    try (var invoker = new ThreadInvoker(_ -> DONE, 2)) {
      assertThat(invoker.concurrency()).isEqualTo(2);
      assertThat(invoker.invoke(request(), 1).response().join()).isSameAs(DONE);
    }
  }

  @Test
  void exceptionOfTheRunnerIsTheAnswer() {
    var bug = new IllegalStateException("bug");
    try (var invoker =
        new ThreadInvoker(
            _ -> {
              throw bug;
            },
            1)) {
      var response = invoker.invoke(request(), 1).response();
      assertThatThrownBy(response::join).isInstanceOf(CompletionException.class).hasCause(bug);
    }
  }

  @Test
  void cancelInterruptsTheAttemptAndNoOther() {
    var hasBegun = new CountDownLatch(1);
    try (var invoker =
        new ThreadInvoker(
            request -> {
              if (request.taskIndex() == 0) {
                hasBegun.countDown();
                assertThatThrownBy(() -> new CountDownLatch(1).await())
                    .isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
              }
              assertThat(Thread.currentThread().isInterrupted())
                  .isEqualTo(request.taskIndex() == 0);
              return DONE;
            },
            1)) {
      var first = invoker.invoke(request(0), 1);
      var second = invoker.invoke(request(1), 1);
      await(hasBegun);
      first.cancel().run();
      first.cancel().run();

      assertThat(first.response().join()).isSameAs(DONE);
      assertThat(second.response().join()).isSameAs(DONE);
    }
  }

  @Test
  void attemptCancelledBeforeItBeganDoesNothing() {
    var hasBegun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var invoker =
        new ThreadInvoker(
            request -> {
              assertThat(request.taskIndex()).isZero();
              hasBegun.countDown();
              await(mayEnd);
              return DONE;
            },
            1)) {
      var first = invoker.invoke(request(0), 1);
      var second = invoker.invoke(request(1), 1);
      await(hasBegun);
      second.cancel().run();
      mayEnd.countDown();

      assertThat(first.response().join()).isSameAs(DONE);
      assertThat(second.response().join())
          .isInstanceOfSatisfying(
              TaskResponse.Failed.class,
              failed ->
                  assertThat(failed.failure().message())
                      .isEqualTo("attempt 0.1.0 was cancelled before it began"));
    }
  }

  @Test
  void saysWhenNoAttemptIsAtWorkOrWaits() {
    var mayEnd = new CountDownLatch(1);
    var isIdle = new CountDownLatch(1);
    try (var invoker =
        new ThreadInvoker(
            _ -> {
              await(mayEnd);
              return DONE;
            },
            isIdle::countDown,
            1)) {
      var first = invoker.invoke(request(0), 1);
      var second = invoker.invoke(request(1), 1);
      assertThat(isIdle.getCount()).isOne();
      mayEnd.countDown();

      assertThat(first.response().join()).isSameAs(DONE);
      assertThat(second.response().join()).isSameAs(DONE);
      await(isIdle);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static TaskRequest request() {
    return request(0);
  }

  private static TaskRequest request(int taskIndex) {
    var fragment =
        new Fragment(
            new ValuesNode(Schema.EMPTY, List.of()), new StageOutput.UnkeyedExchange(), "UTC");
    return new TaskRequest("run", 0, taskIndex, 0, fragment, List.of(), "file:///s", 0, 1);
  }
}
