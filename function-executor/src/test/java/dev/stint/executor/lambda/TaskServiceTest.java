package dev.stint.executor.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.wire.TaskWire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskServiceTest {

  private static final int MAX_BYTES = 1000;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final FileObjectStore store = new FileObjectStore();
  private final TaskWire wire = new TaskWire(store, MAX_BYTES);

  @Test
  void smallRequestAndResponseTravelThemselves() {
    byte[] answer = service("a short message").answer(wire.write(request()), TIME_LIMIT);

    assertThat(wire.readResponse(answer)).isEqualTo(failed("a short message"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void largeResponseTravelsThroughAnObject() {
    String message = "x".repeat(MAX_BYTES);

    byte[] answer = service(message).answer(wire.write(request()), TIME_LIMIT);

    assertThat(answer).hasSizeLessThan(MAX_BYTES);
    assertThat(wire.readResponse(answer)).isEqualTo(failed(message));
  }

  @Test
  void largeRequestTravelsThroughAnObject() {
    byte[] payload = new TaskWire(store, 1).write(request());

    byte[] answer = service("done").answer(payload, TIME_LIMIT);

    assertThat(new String(payload, StandardCharsets.UTF_8))
        .startsWith("{\"version\":8,\"pointer\":{\"path\":\"file:///");
    assertThat(wire.readResponse(answer)).isEqualTo(failed("done"));
  }

  @Test
  void missingRequestObjectIsAResponseThatNamesIt() {
    byte[] payload = new TaskWire(store, 1).write(request());
    store.delete(List.of(TaskWire.requestPath(request().segmentPath())));

    var response = wire.readResponse(service("unused").answer(payload, TIME_LIMIT));

    assertThat(response)
        .isInstanceOfSatisfying(
            TaskResponse.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.USER);
              assertThat(failed.failure().message()).contains("segment.request.json");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":999,\"request\":{\"made\":\"otherwise\"}}| 999",
        "{\"version\":999,\"pointer\":{\"path\":\"s3://work/gone\",\"bytes\":9}}| 999",
        "{\"runId\":\"run\",\"stageId\":0}| 0",
        "{\"pointer\":\"s3://work/gone\",\"bytes\":9}| 0",
      })
  void requestOfAnotherVersionIsRefusedByName(String payload, int version) {
    byte[] answer = service("unused").answer(payload.getBytes(StandardCharsets.UTF_8), TIME_LIMIT);

    assertThat(wire.readResponse(answer))
        .isInstanceOfSatisfying(
            TaskResponse.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.USER);
              assertThat(failed.failure().message())
                  .isEqualTo(
                      "this function speaks version "
                          + TaskWire.VERSION
                          + " of Stint's task format, the request has version "
                          + version
                          + ": deploy function and coordinator from the same version");
            });
  }

  @Test
  void whatIsExpectedIsAResponseAndABugIsThrown() {
    var expected =
        new TaskService(
            wire,
            (_, _) -> {
              throw StintException.resource("too small");
            });
    var bug =
        new TaskService(
            wire,
            (_, _) -> {
              throw new IllegalStateException("a bug");
            });

    var response = wire.readResponse(expected.answer(wire.write(request()), TIME_LIMIT));

    assertThat(response)
        .isInstanceOfSatisfying(
            TaskResponse.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.RESOURCE));
    assertThatThrownBy(() -> bug.answer(wire.write(request()), TIME_LIMIT)).hasMessage("a bug");
  }

  private TaskService service(String message) {
    return new TaskService(
        wire,
        (request, timeLimit) -> {
          assertThat(request).isEqualTo(request());
          assertThat(timeLimit).isEqualTo(TIME_LIMIT);
          return failed(message);
        });
  }

  private static TaskResponse failed(String message) {
    return new TaskResponse.Failed(
        new TaskFailure(FailureKind.USER, message, null), TaskMetrics.NONE);
  }

  private TaskRequest request() {
    var fragment =
        new Fragment(
            new ValuesNode(Schema.EMPTY, List.of(List.of())),
            new StageOutput.UnkeyedExchange(),
            "UTC");
    return new TaskRequest(
        "run", 0, 0, 0, fragment, List.of(), folder.toUri() + "segment", 1 << 10, 1 << 20);
  }
}
