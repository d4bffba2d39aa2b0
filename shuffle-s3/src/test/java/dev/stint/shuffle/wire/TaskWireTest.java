package dev.stint.shuffle.wire;

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
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskWireTest {

  private static final String RUN = "s3://work/runs/r/";
  private static final String SEGMENT = RUN + "stage-2/task-17-0.segment";
  private static final TaskRequest REQUEST =
      new TaskRequest(
          "r",
          2,
          17,
          0,
          new Fragment(
              new ValuesNode(Schema.EMPTY, List.of()), new StageOutput.UnkeyedExchange(), "UTC"),
          List.of(),
          SEGMENT,
          1 << 10,
          1 << 20);
  private static final TaskResponse.Failed RESPONSE =
      new TaskResponse.Failed(
          new TaskFailure(FailureKind.TRANSIENT, "because", null), TaskMetrics.NONE);

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final TaskWire wire = new TaskWire(store);

  @Test
  void messagesAreJsonBehindTheirVersion() {
    assertThat(text(wire.write(REQUEST)))
        .isEqualTo("{\"version\":8,\"request\":" + text(PlanJson.write(REQUEST)) + "}");
    assertThat(text(wire.write(RESPONSE, SEGMENT)))
        .isEqualTo("{\"version\":8,\"response\":" + text(PlanJson.write(RESPONSE)) + "}")
        .isEqualTo(text(TaskWire.write(RESPONSE)));
    assertThat(store.list(RUN)).isEmpty();
  }

  @Test
  void messagesAreReadBack() {
    assertThat(wire.readRequest(wire.write(REQUEST))).isEqualTo(REQUEST);
    assertThat(wire.readResponse(wire.write(RESPONSE, SEGMENT))).isEqualTo(RESPONSE);
  }

  @Test
  void whatIsTooLongLiesBesideTheSegmentBelowTheRun() {
    int requestBytes = wire.write(REQUEST).length;
    var narrow = new TaskWire(store, requestBytes - 1);

    byte[] payload = narrow.write(REQUEST);

    var path = SEGMENT + ".request.json";
    assertThat(text(payload))
        .isEqualTo(
            "{\"version\":8,\"pointer\":{\"path\":\"%s\",\"bytes\":%d}}"
                .formatted(path, requestBytes));
    assertThat(store.list(RUN)).extracting(ObjectInfo::path).containsExactly(path);
    assertThat(wire.readRequest(payload)).isEqualTo(REQUEST);
    assertThat(new TaskWire(store, requestBytes).write(REQUEST)).isEqualTo(wire.write(REQUEST));
  }

  @Test
  void responsesGoTheSameWay() {
    byte[] payload = new TaskWire(store, 1).write(RESPONSE, SEGMENT);

    assertThat(store.list(RUN))
        .extracting(ObjectInfo::path)
        .containsExactly(SEGMENT + ".response.json");
    assertThat(wire.readResponse(payload)).isEqualTo(RESPONSE);
  }

  @Test
  void functionRefusesRequestsOfOtherVersions() {
    var newer = "{\"version\":9,\"request\":{\"made\":\"otherwise\"},\"more\":[{}]}";
    var older = text(PlanJson.write(REQUEST));

    assertUserError(
        () -> wire.readRequest(bytes(newer)),
        "this function speaks version 8 of Stint's task format, the request has version 9: deploy"
            + " function and coordinator from the same version");
    assertUserError(
        () -> wire.readRequest(bytes(older)),
        "this function speaks version 8 of Stint's task format, the request has version 0: deploy"
            + " function and coordinator from the same version");
  }

  @Test
  void coordinatorRefusesResponsesOfOtherVersions() {
    var newer = "{\"response\":{\"response\":\"postponed\"},\"version\":9}";
    var older = text(PlanJson.write(RESPONSE));

    assertUserError(
        () -> wire.readResponse(bytes(newer)),
        "this coordinator speaks version 8 of Stint's task format, the response has version 9:"
            + " deploy function and coordinator from the same version");
    assertUserError(
        () -> wire.readResponse(bytes(older)),
        "this coordinator speaks version 8 of Stint's task format, the response has version 0:"
            + " deploy function and coordinator from the same version");
  }

  @Test
  void pointersOfOtherVersionsAreNotFollowed() {
    var payload = "{\"version\":9,\"pointer\":{\"path\":\"s3://work/gone\",\"bytes\":7}}";

    assertUserError(
        () -> wire.readRequest(bytes(payload)),
        "this function speaks version 8 of Stint's task format, the request has version 9: deploy"
            + " function and coordinator from the same version");
  }

  @Test
  void objectsBearTheirVersionToo() {
    byte[] payload = new TaskWire(store, 1).write(REQUEST);
    byte[] object = bytes(text(wire.write(REQUEST)).replace("\"version\":8", "\"version\":9"));
    store.write(SEGMENT + ".request.json", object);

    assertThatThrownBy(() -> wire.readRequest(payload)).hasMessageContaining("has version 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "{\"version\":\"one\"}",
        "{\"version\":8}",
        "{\"version\":8,\"more\":1}",
        "{\"version\":8,\"response\":{}}",
        "{\"version\":8,\"request\":{\"runId\":\"r\",\"more\":1}}",
      })
  void whatIsNoMessageIsABug(String payload) {
    assertThatThrownBy(() -> wire.readRequest(bytes(payload)))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL));
  }

  private static void assertUserError(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessage(message);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
