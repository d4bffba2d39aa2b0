package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MostRowsTest {

  private static final Node FIVE = source(0);
  private static final Node SEVEN = source(1);
  private static final MostRows ROWS =
      new MostRows(Map.of(0, List.of(segment(2), segment(3)), 1, List.of(segment(7))));

  @Test
  void sourcesGiveWhatWasWritten() {
    assertThat(ROWS.of(FIVE)).isEqualTo(5);
    assertThat(ROWS.of(new UnionNode(List.of(FIVE, SEVEN), Schema.EMPTY))).isEqualTo(12);
    assertThat(ROWS.of(source(2))).isEqualTo(MostRows.UNKNOWN);
  }

  @Test
  void scansGiveAnyNumber() {
    var scan =
        new ScanNode(0, "t", ParquetFormat.DEFAULT, Schema.EMPTY, Schema.EMPTY, List.of(), null, 0);

    assertThat(ROWS.of(scan)).isEqualTo(MostRows.UNKNOWN);
    assertThat(ROWS.of(new UnionNode(List.of(FIVE, scan), Schema.EMPTY)))
        .isEqualTo(MostRows.UNKNOWN);
    assertThat(ROWS.of(new LimitNode(scan, 3, 0, List.of()))).isEqualTo(3);
    assertThat(ROWS.of(new LimitNode(scan, 3, 0, List.of(0)))).isEqualTo(MostRows.UNKNOWN);
  }

  @Test
  void anAggregationGivesARowOfNothing() {
    var nothing = new UnionNode(List.of(FIVE), Schema.EMPTY);
    var rows = new MostRows(Map.of(0, List.of()));

    assertThat(rows.of(nothing)).isZero();
    assertThat(
            rows.of(
                new AggregateNode(
                    nothing, AggregateNode.Phase.SINGLE, List.of(), List.of(), Schema.EMPTY)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void joinsMayMultiplyRows(JoinType type) {
    var join = new HashJoinNode(FIVE, SEVEN, type, List.of(), List.of(), null, Schema.EMPTY);

    long expected =
        switch (type) {
          case SEMI, ANTI, MARK, SINGLE -> 5;
          case INNER, PROBE_OUTER, BUILD_OUTER, FULL_OUTER -> MostRows.UNKNOWN;
        };
    assertThat(ROWS.of(join)).isEqualTo(expected);
  }

  private static ExchangeSourceNode source(int stageId) {
    return new ExchangeSourceNode(
        stageId, stageId, Reading.PARTITIONED, HotBucket.WHOLE, Schema.EMPTY);
  }

  private static SegmentRef segment(int rows) {
    var block = new BlockRef(0, 10, 10, rows, SortableKey.EMPTY, SortableKey.EMPTY, 0);
    return new SegmentRef("s", null, 10, List.of(block));
  }
}
