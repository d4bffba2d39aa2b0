package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A stage of 100,000 tasks, sorted by long texts.
final class LargePlanTest {

  private static final int SEGMENTS = 1_600;
  private static final int BLOCKS = 64;
  private static final int BLOCK_BYTES = 1 << 20;

  @Test
  void planOfAHundredThousandTasksIsSmall() {
    var plan = planner().plan(graph(), 1, Map.of(0, segments()));

    assertThat(plan.tasks()).hasSizeBetween(98_000, 102_500);
    assertThat(PlanJson.write(plan).length).isLessThan(10_000_000);
  }

  @Test
  void taskReadsFewBlocksOfEachSegment() {
    var segments = segments();
    var plan = planner().plan(graph(), 1, Map.of(0, segments));
    var share = plan.tasks().get(50_000).share();

    var inputs = TaskInputs.of(graph(), graph().root(), Map.of(0, segments), share);

    assertThat(inputs).hasSize(1);
    assertThat(((TaskInput.Partition) inputs.getFirst()).segments())
        .allSatisfy(segment -> assertThat(segment.blocks()).hasSizeLessThan(3));
  }

  private static TaskPlanner planner() {
    return new TaskPlanner(
        new PartitionTarget(1 << 20, BLOCK_BYTES, BLOCK_BYTES), ExchangeCosts.LOCAL, 1000);
  }

  private static List<SegmentRef> segments() {
    var segments = new ArrayList<SegmentRef>();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      var blocks = new ArrayList<BlockRef>();
      for (int block = 0; block < BLOCKS; block++) {
        int first = block * SEGMENTS + segment;
        blocks.add(
            new BlockRef(
                (long) block * BLOCK_BYTES,
                BLOCK_BYTES,
                2 * BLOCK_BYTES,
                1000,
                key(first),
                key(first + SEGMENTS - 1),
                0));
      }
      segments.add(new SegmentRef("s3://b/" + segment, null, (long) BLOCKS * BLOCK_BYTES, blocks));
    }
    return segments;
  }

  private static SortableKey key(int number) {
    byte[] bytes =
        "%08d-and-a-tail-of-no-importance".formatted(number).getBytes(StandardCharsets.UTF_8);
    return SortableKey.copyOf(bytes, 0, bytes.length);
  }

  private static StageGraph graph() {
    var source = new ExchangeSourceNode(0, 0, Reading.MERGED, HotBucket.WHOLE, Schema.EMPTY);
    var values = new ValuesNode(Schema.EMPTY, List.of());
    var range = new StageOutput.RangeExchange(List.of(SortKey.ascending(0)));
    return new StageGraph(
        List.of(
            new Stage(0, new Fragment(values, range, "UTC"), Map.of(), -1),
            new Stage(
                1, new Fragment(source, new StageOutput.UnkeyedExchange(), "UTC"), Map.of(), -1)),
        Schema.EMPTY);
  }
}
