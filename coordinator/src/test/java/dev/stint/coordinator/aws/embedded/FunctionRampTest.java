package dev.stint.coordinator.aws.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.ScriptedTaskHandler;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FunctionRampTest {

  private static final int CONCURRENCY = 20;

  /// Of the calls that need a process, one in forty gets it.
  private static final int ASKS_PER_START = 40;

  @Test
  void threeHundredAttemptsGetThroughARampWithoutOneThatFailed() {
    var asks = new AtomicInteger();
    StartRamp ramp = () -> asks.getAndIncrement() % ASKS_PER_START == 0;
    try (var store = new FileObjectStore();
        var endpoint = FunctionEndpoint.start(List.of(function()), () -> ramp);
        var invoker = new LambdaInvoker(endpoint.settings(), store)) {
      var responses =
          IntStream.range(0, 300)
              .mapToObj(task -> invoker.invoke(request(task), 192L << 20).response())
              .toList();

      assertThat(responses).allSatisfy(each -> assertThat(each.join()).satisfies(this::isAnswer));
      assertThat(asks).hasValueGreaterThanOrEqualTo(CONCURRENCY);
      assertThat(endpoint.processes()).hasSize(Math.ceilDiv(asks.get(), ASKS_PER_START));
    }
  }

  /// The scripted function has no other way to respond than a failure of kind USER.
  private void isAnswer(TaskResponse response) {
    assertThat(((TaskResponse.Failed) response).failure().kind()).isEqualTo(FailureKind.USER);
  }

  private static FunctionDefinition function() {
    return new FunctionDefinition(
        "ramped",
        ScriptedTaskHandler.class.getName() + "::handleRequest",
        FunctionPackage.ownClassPath(),
        192,
        Duration.ofMinutes(2),
        CONCURRENCY,
        Map.of(),
        List.of());
  }

  private static TaskRequest request(int taskIndex) {
    var fragment =
        new Fragment(
            new ValuesNode(Schema.EMPTY, List.of()), new StageOutput.UnkeyedExchange(), "UTC");
    return new TaskRequest("answer", 0, taskIndex, 0, fragment, List.of(), "file:///s", 0, 1);
  }
}
