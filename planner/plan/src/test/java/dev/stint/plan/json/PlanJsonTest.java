package dev.stint.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanJsonTest {

  private static final TaskMetrics METRICS =
      new TaskMetrics(
          1, 2, 3, 4, 5, 6, 7, 8, 9, 10, Long.MAX_VALUE, true, List.of(), List.of(), null, null);

  @Test
  void graphWithEveryNodeComesBackEqual() {
    var graph = SamplePlans.everything();

    assertThat(PlanJson.read(PlanJson.write(graph), StageGraph.class)).isEqualTo(graph);
  }

  @Test
  void prettyFormReadsBackEqual() {
    var graph = SamplePlans.everything();
    var pretty = PlanJson.writePretty(graph).getBytes(StandardCharsets.UTF_8);

    assertThat(PlanJson.read(pretty, StageGraph.class)).isEqualTo(graph);
  }

  @Test
  void requestComesBackEqual() {
    var values = new HashMap<String, String>();
    values.put("month", "2024-01");
    values.put("zone", null);
    var segment =
        new SegmentRef(
            "s3://b/run/1", null, 100, List.of(new BlockRef(0, 50, 80, 7, key(1), key(2), -5)));
    var inline = new SegmentRef("s3://b/run/2", "AAEC", 3, List.of());
    var request =
        new TaskRequest(
            "run",
            2,
            17,
            1,
            SamplePlans.everything().root().fragment(),
            List.of(
                new TaskInput.Splits(0, List.of(new Split("s3://b/a", 10, 2, 8, values))),
                new TaskInput.Partition(1, KeyRange.ALL, List.of(segment, inline)),
                new TaskInput.Partition(2, new KeyRange(key(0), key(4096)), List.of())),
            "s3://b/run/3",
            131_072,
            1L << 30);

    assertThat(PlanJson.read(PlanJson.write(request), TaskRequest.class)).isEqualTo(request);
  }

  private static SortableKey key(int bucket) {
    return SortableKey.ofBucket(bucket);
  }

  static Stream<TaskResponse> responses() {
    var segment = new SegmentRef("s3://b/run/1", null, 0, List.of());
    var file = new PendingFile("s3://b/out/part-0.parquet", "upload", List.of("\"e1\""), 10, 3);
    return Stream.of(
        new TaskResponse.Succeeded(new TaskOutput.Segment(segment), METRICS),
        new TaskResponse.Succeeded(new TaskOutput.Files(List.of(file)), TaskMetrics.NONE),
        new TaskResponse.Failed(
            new TaskFailure(FailureKind.RESOURCE, "too little memory", null), METRICS),
        new TaskResponse.Failed(
            TaskFailure.tooLittleMemory("too little memory", null, 1L << 40), METRICS),
        new TaskResponse.Failed(TaskFailure.killed("lost", "log"), TaskMetrics.NONE));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void responseComesBackEqual(TaskResponse response) {
    assertThat(PlanJson.read(PlanJson.write(response), TaskResponse.class)).isEqualTo(response);
  }

  @Test
  void failureWithoutSuspicionDoesNotMentionIt() {
    var failure = new TaskFailure(FailureKind.USER, "bad", null);

    assertThat(new String(PlanJson.write(failure), StandardCharsets.UTF_8))
        .isEqualTo("{\"kind\":\"USER\",\"message\":\"bad\"}");
  }

  @Test
  void unknownPropertyIsRefusedByName() {
    var json = "{\"from\": null, \"to\": null, \"past\": 1}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> PlanJson.read(json, KeyRange.class))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("past");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"path\":\"p\",\"fileBytes\":9,\"offset\":0,\"length\":9,\"partitionValues\":{}",
        "{\"path\":\"p\",\"fileBytes\":9,\"offset\":0,\"length\":9,\"partitionValues\":{}} {}",
        "{\"path\":\"p\",\"fileBytes\":9,\"offset\":0,\"length\":9,\"partitionValues\":[]}",
        "{\"path\":\"p\",\"fileBytes\":9,\"offset\":0,\"length\":9}",
        "{\"path\":7,\"fileBytes\":9,\"offset\":0,\"length\":9,\"partitionValues\":{}}",
        "{\"path\":\"p\",\"fileBytes\":\"9\",\"offset\":0,\"length\":9,\"partitionValues\":{}}",
        "{\"path\":\"p\",\"fileBytes\":9.5,\"offset\":0,\"length\":9,\"partitionValues\":{}}",
        "{\"path\":\"p\",\"fileBytes\":9,\"offset\":1,\"length\":9,\"partitionValues\":{}}",
        "{\"path\":\"p\",\"fileBytes\":99999999999999999999,\"offset\":0,\"length\":9,\"partitionValues\":{}}",
      })
  void whatIsNoSplitIsRefused(String json) {
    assertThatThrownBy(() -> PlanJson.read(json.getBytes(StandardCharsets.UTF_8), Split.class))
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL))
        .hasMessageStartingWith("not a Split: ");
  }

  @Test
  void aJoinOfALogWithoutNullSafeKeysHasNone() {
    var side = "{\"node\":\"values\",\"schema\":[],\"rows\":[]}";
    var json =
        ("{\"node\":\"hashJoin\",\"probe\":%1$s,\"build\":%1$s,\"joinType\":\"SEMI\","
                + "\"probeKeys\":[],\"buildKeys\":[],\"schema\":[]}")
            .formatted(side);

    var join = (HashJoinNode) PlanJson.read(json.getBytes(StandardCharsets.UTF_8), Node.class);

    assertThat(join.nullSafeKeys()).isEmpty();
  }

  @Test
  void propertiesMayComeInAnyOrder() {
    var json = "{\"to\":null,\"from\":\"0000\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(PlanJson.read(json, KeyRange.class))
        .isEqualTo(new KeyRange(SortableKey.fromHex("0000"), null));
  }
}
