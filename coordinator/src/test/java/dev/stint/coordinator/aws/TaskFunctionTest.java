package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The deployable function in processes of its own, over the embedded S3 server. In `mvn verify`
/// the processes run the zip; where it is not built, the class path of the tests.
@EnabledOnOs(OS.LINUX)
class TaskFunctionTest {

  private static final Schema SCHEMA = Schema.of(Field.required("n", DataType.BIGINT));
  private static final int MEGABYTES = 512;
  private static final int CONCURRENCY = 2;

  @TempDir private static Path cache;

  private final EmbeddedS3 server = EmbeddedS3.startTemporary();
  private final ObjectStore store = ObjectStores.open(server.settings());
  private final FunctionEndpoint endpoint =
      FunctionEndpoint.start(
          List.of(
              FunctionDefinition.task(
                  FunctionPackage.ofThisBuild(cache),
                  MEGABYTES,
                  Duration.ofMinutes(2),
                  CONCURRENCY,
                  server.settings().toEnvironment())));
  private final LambdaInvoker invoker = new LambdaInvoker(endpoint.settings(), store);

  @AfterEach
  void end() {
    invoker.close();
    endpoint.close();
    store.close();
    server.close();
  }

  @Test
  void smallResultComesInline() {
    var segment = run(request(0, values(1, 2, 3), List.of(), 1 << 17));

    assertThat(segment.inlineBase64()).isNotNull();
    assertThat(numbers(segment)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void segmentsTravelFromFunctionToFunctionThroughS3() {
    server.createBucket("work");
    var segments =
        IntStream.range(0, 4)
            .mapToObj(task -> invoke(request(task, values(task, 10 + task), List.of(), 0)))
            .toList()
            .stream()
            .map(TaskFunctionTest::segment)
            .toList();
    assertThat(segments).allSatisfy(each -> assertThat(each.inlineBase64()).isNull());

    var input = new TaskInput.Partition(0, KeyRange.ALL, segments);
    var source =
        new ExchangeSourceNode(
            0, 0, ExchangeSourceNode.Reading.GATHERED, ExchangeSourceNode.HotBucket.WHOLE, SCHEMA);
    var all = run(request(9, source, List.of(input), 1 << 17));

    assertThat(numbers(all)).containsExactlyInAnyOrder(0L, 10L, 1L, 11L, 2L, 12L, 3L, 13L);
    assertThat(endpoint.processes()).hasSizeLessThanOrEqualTo(CONCURRENCY);
  }

  private SegmentRef run(TaskRequest request) {
    return segment(invoke(request));
  }

  private Invocation invoke(TaskRequest request) {
    return invoker.invoke(request, (long) MEGABYTES << 20);
  }

  private static SegmentRef segment(Invocation invocation) {
    var response = invocation.response().join();
    assertThat(response).isInstanceOf(TaskResponse.Succeeded.class);
    var output = ((TaskResponse.Succeeded) response).output();
    return ((TaskOutput.Segment) output).segment();
  }

  private List<Long> numbers(SegmentRef segment) {
    var numbers = new ArrayList<Long>();
    try (var batches = SegmentBatches.read(store, segment, SCHEMA)) {
      batches.forEachRemaining(batch -> addNumbers(batch, numbers));
    }
    return numbers;
  }

  private static void addNumbers(Batch batch, List<Long> numbers) {
    long[] values = batch.longs(0).values();
    for (int row = 0; row < batch.rowCount(); row++) {
      numbers.add(values[row]);
    }
  }

  private static ValuesNode values(long... values) {
    return new ValuesNode(
        SCHEMA,
        LongStream.of(values)
            .mapToObj(value -> List.of(Literal.ofLong(DataType.BIGINT, value)))
            .toList());
  }

  private static TaskRequest request(
      int task, Node root, List<TaskInput> inputs, long inlineLimitBytes) {
    return new TaskRequest(
        "run",
        0,
        task,
        0,
        new Fragment(root, new StageOutput.UnkeyedExchange(), "UTC"),
        inputs,
        "s3://work/runs/run/0/" + task + "-0.segment",
        inlineLimitBytes,
        64 << 20);
  }
}
