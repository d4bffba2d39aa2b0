package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitPackingTest {

  private static final long SPLIT_BYTES = 100 << 20;
  private static final Schema SCHEMA = Schema.of(Field.nullable("id", DataType.BIGINT));
  private static final List<Split> SPLITS =
      IntStream.range(0, 20)
          .mapToObj(file -> new Split("s3://lake/" + file, SPLIT_BYTES, 0, SPLIT_BYTES, Map.of()))
          .toList();

  @Test
  void columnsThatAreNotReadDoNotCount() {
    var packing = packing(0, new ScanSize(1000, 10, 20 * SPLIT_BYTES / 5, 0));

    assertThat(packing.workShare()).isCloseTo(0.2, within(1e-4));
    assertThat(packing.pack(SPLITS, SPLIT_BYTES)).containsExactly(0, 5, 10, 15, 20);
  }

  @Test
  void rowsThatAreWrittenCount() {
    var size = new ScanSize(1000, 1000, 20 * SPLIT_BYTES / 5, 0);
    long rows = Math.round(20 * SPLIT_BYTES / 5 / (SCHEMA.guessedRowBytes() * 0.3));

    assertThat(packing(rows, size).pack(SPLITS, SPLIT_BYTES))
        .startsWith(0)
        .hasSizeBetween(8, 10)
        .endsWith(20);
  }

  /// However few bytes they have.
  @Test
  void rowsCount() {
    long rows = 20 * SPLIT_BYTES / 12;

    assertThat(packing(0, new ScanSize(rows, rows, 0, 0)).pack(SPLITS, SPLIT_BYTES))
        .containsExactly(0, 4, 8, 12, 16, 20);
  }

  @Test
  void noSplitCountsMoreThanItHas() {
    var size = new ScanSize(1000, 1000, 20 * SPLIT_BYTES, 0);

    assertThat(packing(1L << 40, size).workShare()).isEqualTo(1);
  }

  @Test
  void allOfATextIsRead() {
    assertThat(packing(10, new ScanSize(1000, 10, -1, -1)).workShare()).isEqualTo(1);
  }

  @Test
  void splitsWithoutRowsCountAsFilesThatAreOpened() {
    var packing = packing(0, new ScanSize(0, 0, 0, 0));

    assertThat(packing.bytes(SPLITS)).isEqualTo(20 * SplitPacking.OPEN_BYTES);
  }

  private static SplitPacking packing(long estimatedRows, ScanSize size) {
    var scan = new ScanNode(0, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0, 20);
    var fragment = new Fragment(scan, new StageOutput.UnkeyedExchange(), "UTC");
    var stage = new Stage(0, fragment, Map.of(0, SPLITS), estimatedRows, Map.of(0, size));
    return SplitPacking.of(stage, 0);
  }
}
