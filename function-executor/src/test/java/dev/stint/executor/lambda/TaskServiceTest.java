package dev.stint.executor.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskServiceTest {

  private static final int MAX_BYTES = 1000;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final FileObjectStore store = new FileObjectStore();

  @Test
  void smallRequestAndResponseTravelThemselves() {
    byte[] payload = seal(request());

    byte[] answer = service("a short message").answer(payload, TIME_LIMIT);

    assertThat(payload).isEqualTo(PlanJson.write(request()));
    assertThat(PlanJson.read(answer, TaskResponse.class)).isEqualTo(failed("a short message"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void largeResponseTravelsThroughAnObject() {
    String message = "x".repeat(MAX_BYTES);

    byte[] answer = service(message).answer(seal(request()), TIME_LIMIT);

    assertThat(answer).hasSizeLessThan(MAX_BYTES);
    byte[] opened = TaskEnvelope.open(answer, store);
    assertThat(PlanJson.read(opened, TaskResponse.class)).isEqualTo(failed(message));
  }

  @Test
  void largeRequestTravelsThroughAnObject() {
    byte[] json = PlanJson.write(request());
    String path = TaskEnvelope.requestPath(request().segmentPath());
    byte[] payload = TaskEnvelope.seal(json, json.length - 1, path, store);

    byte[] answer = service("done").answer(payload, TIME_LIMIT);

    assertThat(new String(payload, StandardCharsets.UTF_8)).startsWith("{\"pointer\":\"file:///");
    assertThat(PlanJson.read(answer, TaskResponse.class)).isEqualTo(failed("done"));
  }

  @Test
  void missingRequestObjectIsAResponseThatNamesIt() {
    String path = folder.toUri() + "gone";
    byte[] payload = TaskEnvelope.seal(new byte[10], 1, path, store);
    store.delete(List.of(path));

    var response = PlanJson.read(service("unused").answer(payload, TIME_LIMIT), TaskResponse.class);

    assertThat(response)
        .isInstanceOfSatisfying(
            TaskResponse.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(FailureKind.USER);
              assertThat(failed.failure().message()).contains("gone");
            });
  }

  @Test
  void whatIsExpectedIsAResponseAndABugIsThrown() {
    var expected =
        new TaskService(
            store,
            (_, _) -> {
              throw StintException.resource("too small");
            },
            MAX_BYTES);
    var bug =
        new TaskService(
            store,
            (_, _) -> {
              throw new IllegalStateException("a bug");
            },
            MAX_BYTES);

    var response = PlanJson.read(expected.answer(seal(request()), TIME_LIMIT), TaskResponse.class);

    assertThat(response)
        .isInstanceOfSatisfying(
            TaskResponse.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.RESOURCE));
    assertThatThrownBy(() -> bug.answer(seal(request()), TIME_LIMIT)).hasMessage("a bug");
  }

  private TaskService service(String message) {
    return new TaskService(
        store,
        (request, timeLimit) -> {
          assertThat(request).isEqualTo(request());
          assertThat(timeLimit).isEqualTo(TIME_LIMIT);
          return failed(message);
        },
        MAX_BYTES);
  }

  private static TaskResponse failed(String message) {
    return new TaskResponse.Failed(
        new TaskFailure(FailureKind.USER, message, null), TaskMetrics.NONE);
  }

  private byte[] seal(TaskRequest request) {
    return TaskEnvelope.seal(PlanJson.write(request), MAX_BYTES, folder.toUri() + "none", store);
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
