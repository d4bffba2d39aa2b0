package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.stage.StageOutput.UnkeyedExchange;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkModelTest {

  private static final long MIB = 1 << 20;
  private static final StageOutput HASH = new HashExchange(List.of(0));
  private static final StageOutput RANGE = new RangeExchange(List.<SortKey>of());
  private static final StageModel MODEL =
      StageModel.PLAIN.reading(0.25, 10_000).giving(0.5, 1_000_000_000, 50);

  private final WorkModel work = new WorkModel(Map.of(0, MODEL));

  @Test
  void scansReadTheirColumnsAndGiveTheirShareOfRows() {
    var script = work.script(request(HASH, splits(256 * MIB), 0));

    assertThat(script.inputBytes()).isEqualTo(64 * MIB);
    assertThat(script.inputRows()).isEqualTo(2_560_000);
    assertThat(script.outputRows()).isEqualTo(1_280_000);
    var read = (Step.Read) script.steps().getFirst();
    // A footer, and 64 MiB in ranges of 8.
    assertThat(read.ranges()).hasSize(9);
    assertThat(read.cpu()).isEqualTo(Duration.ofMillis(640));
    assertThat(script.steps().getLast())
        .isEqualTo(
            new Step.WriteSegment(
                "s3://bucket/seg",
                segment(script).bytes(),
                Duration.ofNanos(Math.round(1_280_000 * 50 / (100.0 * MIB) * 1e9))));
  }

  @Test
  void allAttemptsComeToTheSame() {
    var request = request(HASH, splits(100 * MIB), 0);

    assertThat(work.script(request)).isEqualTo(work.script(request));
  }

  static Stream<Arguments> exchanges() {
    return Stream.of(0.0, 0.3)
        .flatMap(hot -> Stream.of(Arguments.of(HASH, hot), Arguments.of(RANGE, hot)));
  }

  @ParameterizedTest(name = "{0}, {1} in one bucket")
  @MethodSource("exchanges")
  void segmentsAreSortedWhole(StageOutput output, double hotShare) {
    var skewed = new WorkModel(Map.of(0, MODEL.skewed(hotShare)));
    var script = skewed.script(request(output, splits(256 * MIB), 0));
    var segment = segment(script);

    assertThat(segment.blocks()).hasSizeBetween(64, 200);
    assertThat(segment.rowCount()).isEqualTo(script.outputRows());
    long offset = segment.blocks().getFirst().offset();
    var last = SortableKey.EMPTY;
    for (var block : segment.blocks()) {
      assertThat(block.offset()).isEqualTo(offset);
      assertThat(block.firstKey()).isGreaterThanOrEqualTo(last);
      assertThat(block.lastKey()).isGreaterThanOrEqualTo(block.firstKey());
      offset += block.length();
      last = block.lastKey();
    }
    assertThat(offset).isLessThanOrEqualTo(segment.bytes());
  }

  @Test
  void hotBucketsHaveTheirShareOfTheBytes() {
    var skewed = new WorkModel(Map.of(0, MODEL.skewed(0.3)));
    var blocks = segment(skewed.script(request(HASH, splits(256 * MIB), 0))).blocks();
    long bytes = blocks.stream().mapToLong(BlockRef::length).sum();
    long hot =
        blocks.stream()
            .filter(block -> block.firstKey().equals(block.lastKey()))
            .mapToLong(BlockRef::length)
            .sum();

    assertThat((double) hot / bytes).isBetween(0.27, 0.31);
  }

  /// However the keys are cut, each row is read once.
  @ParameterizedTest(name = "{0}, {1} in one bucket")
  @MethodSource("exchanges")
  void rangesHaveAllRowsBetweenThem(StageOutput output, double hotShare) {
    var random = new Chance(1).stream("cuts");
    var skewed = new WorkModel(Map.of(0, MODEL.skewed(hotShare)));
    var segment = segment(skewed.script(request(output, splits(200 * MIB), 0)));
    var space = KeySpace.of(output);
    for (int round = 0; round < 100; round++) {
      var cuts =
          random
              .doubles(1 + random.nextInt(40))
              .sorted()
              .mapToObj(place -> space.keyAt(place, 0))
              .distinct()
              .toList();
      long rows = 0;
      SortableKey from = null;
      for (var cut : cuts) {
        rows += read(segment, new KeyRange(from, cut));
        from = cut;
      }
      rows += read(segment, new KeyRange(from, null));
      assertThat(rows).isEqualTo(segment.rowCount());
    }
  }

  @Test
  void smallSegmentsTravelInTheAnswer() {
    var script = work.script(request(new UnkeyedExchange(), splits(MIB / 8), 128 << 10));
    var segment = segment(script);

    assertThat(segment.inlineBase64()).isNotNull();
    assertThat(script.steps()).hasSize(1);
    assertThat(segment.blocks().getLast().lastKey()).isEqualTo(SortableKey.EMPTY);
    var none = new WorkModel(Map.of(0, MODEL.giving(0, 0, 1)));
    assertThat(segment(none.script(request(HASH, splits(MIB), 0))).blocks()).isEmpty();
  }

  @Test
  void fileSinksLeaveOpenUploadsForTheCommit() {
    var sink =
        new StageOutput.FileSink(
            ParquetFormat.DEFAULT, "s3://bucket/out", WriteMode.APPEND, List.of(0), 20 * MIB);
    var folders = new WorkModel(Map.of(0, MODEL.inFolders(3)));
    var script = folders.script(request(sink, splits(256 * MIB), 0));

    var output = run(script);

    assertThat(output).isInstanceOf(TaskOutput.Files.class);
    var files = ((TaskOutput.Files) output).files();
    assertThat(files).hasSize(6);
    assertThat(files.stream().mapToLong(file -> file.rowCount()).sum())
        .isEqualTo(script.outputRows());
    assertThat(files.getFirst().path())
        .isEqualTo("s3://bucket/out/folder=0/part-00000-0-run-0.parquet");
    assertThat(s3.state().listUploads("s3://bucket/out/")).hasSize(6);
    for (var file : files) {
      s3.state().completeUpload(file.path(), file.uploadId(), file.partETags());
    }
    assertThat(s3.state().paths()).hasSize(6);
  }

  private final VirtualTime time = new VirtualTime();
  private final SimulatedS3 s3 =
      new SimulatedS3(S3Settings.of(S3Faults.NONE), time, new Chance(1).part("s3"));

  private TaskOutput run(Script script) {
    var settings = LambdaSettings.of(ColdStart.snapStart(), LambdaFaults.NONE);
    var lambda = new SimulatedLambda(settings, time, s3, new Chance(1), null);
    var answers = new ArrayList<InvokeAnswer>();
    lambda.invoke(script, 4096 * MIB, answers::add);
    time.runUntil(() -> !answers.isEmpty(), Duration.ofHours(1));
    return ((TaskResponse.Succeeded) answers.getFirst().response()).output();
  }

  private long read(SegmentRef segment, KeyRange range) {
    var partition = new TaskInput.Partition(0, range, List.of(segment));
    return work.script(request(HASH, List.of(partition), 0)).inputRows();
  }

  private static SegmentRef segment(Script script) {
    return Objects.requireNonNull(script.segment());
  }

  private static List<TaskInput> splits(long bytes) {
    var split = new Split("s3://lake/file", bytes, 0, bytes, Map.of());
    return List.of(new TaskInput.Splits(0, List.of(split)));
  }

  private static TaskRequest request(
      StageOutput output, List<TaskInput> inputs, long inlineLimitBytes) {
    var root = new ValuesNode(new Schema(List.of()), List.of());
    var fragment = new Fragment(root, output, "UTC");
    return new TaskRequest(
        "run", 0, 0, 0, fragment, inputs, "s3://bucket/seg", inlineLimitBytes, 1024 * MIB);
  }
}
