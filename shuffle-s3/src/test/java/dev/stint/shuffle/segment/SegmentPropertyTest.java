package dev.stint.shuffle.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.RandomRows.KeyStyle;
import dev.stint.shuffle.segment.RandomRows.Row;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.Faults;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random segments and ranges against rows sorted and filtered in memory.
class SegmentPropertyTest {

  private static final int ROUNDS = 40;

  static Stream<World> worlds() {
    return LongStream.range(0, ROUNDS)
        .boxed()
        .flatMap(seed -> Stream.of(KeyStyle.values()).map(style -> new World(seed, style)));
  }

  record World(long seed, KeyStyle style) {}

  @ParameterizedTest
  @MethodSource("worlds")
  void readersGiveTheRowsOfTheirRange(World world) {
    var random = new RandomRows(world.seed, world.style);
    var counts = new RequestCounts();
    var store =
        new CountingObjectStore(
            new InMemoryObjectStore(new Faults(world.seed, 0.3, 0.1, 0)), counts);
    var rows = new ArrayList<List<Row>>();
    var segments = new ArrayList<SegmentRef>();
    int segmentCount = random.below(6);
    for (int i = 0; i < segmentCount; i++) {
      rows.add(random.sorted(random.below(4) == 0 ? 0 : random.below(500)));
      long inlineLimit = random.below(3000);
      segments.add(random.write(store, "s3://b/" + i, inlineLimit, rows.getLast()));
    }
    for (int round = 0; round < 5; round++) {
      KeyRange range = round == 0 ? KeyRange.ALL : random.randomRange();
      var partition = overTheWire(partition(range, segments));

      long gets = counts.gets.sum();
      assertThat(readUnordered(store, partition)).isEqualTo(unordered(range, rows));
      assertThat(counts.gets.sum() - gets).isEqualTo(objects(partition));
      assertThat(readMerged(store, partition)).isEqualTo(merged(range, rows));
      assertThat(counts.gets.sum() - gets).isEqualTo(2 * objects(partition));
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void spansBeyondTheBoundTakeOneRequestEach(World world) {
    var random = new RandomRows(world.seed, world.style);
    var counts = new RequestCounts();
    var store =
        new CountingObjectStore(
            new InMemoryObjectStore(new Faults(world.seed, 0.3, 0.1, 0)), counts);
    var rows = new ArrayList<List<Row>>();
    var segments = new ArrayList<SegmentRef>();
    for (int i = 0; i < 4; i++) {
      rows.add(random.sorted(random.below(1000)));
      segments.add(random.write(store, "s3://b/" + i, random.below(1000), rows.getLast()));
    }
    KeyRange range = random.randomRange();
    var partition = partition(range, segments);
    int maxBytes = 1 + random.below(2000);

    try (var unordered = new UnorderedReader(store, partition, maxBytes);
        var merged = new MergedReader(store, partition, maxBytes)) {
      assertThat(RandomRows.read(unordered)).isEqualTo(unordered(range, rows));
      assertThat(RandomRows.read(merged)).isEqualTo(merged(range, rows));
    }
    assertThat(counts.gets.sum()).isEqualTo(2 * objects(partition));
  }

  /// Some stretches are left before their end.
  @ParameterizedTest
  @MethodSource("worlds")
  void stretchesGiveTheRowsBetweenTheirBounds(World world) {
    var random = new RandomRows(world.seed, world.style);
    var store = new InMemoryObjectStore(new Faults(world.seed, 0.3, 0.1, 0));
    var rows = new ArrayList<List<Row>>();
    var segments = new ArrayList<SegmentRef>();
    for (int i = 0; i < random.below(5); i++) {
      rows.add(random.sorted(random.below(500)));
      segments.add(random.write(store, "s3://b/" + i, random.below(1000), rows.getLast()));
    }
    var bounds = Stream.generate(random::randomKey).limit(random.below(6)).sorted().toList();
    var partition = partition(KeyRange.ALL, segments);

    try (var reader = PartitionReader.stretches(store, partition, bounds, Memory.UNLIMITED)) {
      for (int stretch = 0; stretch <= bounds.size(); stretch++) {
        var from = stretch == 0 ? null : bounds.get(stretch - 1);
        var to = stretch == bounds.size() ? null : bounds.get(stretch);
        if (random.below(4) > 0) {
          assertThat(RandomRows.read(reader)).isEqualTo(unordered(new KeyRange(from, to), rows));
        }
        reader.nextStretch();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void brokenStreamsGoOnWhereTheyBroke(World world) {
    var random = new RandomRows(world.seed, world.style);
    var store = new InMemoryObjectStore(new Faults(world.seed, 0.1, 0, 0, 0.5));
    var rows = List.of(random.sorted(600), random.sorted(600));
    var segments =
        List.of(
            random.write(store, "s3://b/0", 0, rows.get(0)),
            random.write(store, "s3://b/1", 0, rows.get(1)));
    var partition = partition(KeyRange.ALL, segments);
    List<Row> read = null;
    while (read == null) {
      // In vain only when a stream breaks at one block again and again.
      read = triedToRead(store, partition);
    }

    assertThat(read).isEqualTo(unordered(KeyRange.ALL, rows));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void neighbouringRangesShareOutEveryRowOnce(World world) {
    var random = new RandomRows(world.seed, world.style);
    var store = new InMemoryObjectStore();
    List<Row> rows = random.sorted(300);
    SegmentRef segment = random.write(store, "s3://b/a", random.below(2) * 10_000L, rows);
    var border = random.randomKey();

    var below = readMerged(store, partition(new KeyRange(null, border), List.of(segment)));
    var above = readMerged(store, partition(new KeyRange(border, null), List.of(segment)));

    assertThat(Stream.concat(below.stream(), above.stream())).isEqualTo(rows);
  }

  /// As the coordinator would: an attempt that fails is made again, under another name.
  @ParameterizedTest
  @MethodSource("worlds")
  void aFailingStoreNeverGivesWrongRows(World world) {
    var random = new RandomRows(world.seed, world.style);
    var store = new InMemoryObjectStore(new Faults(world.seed, 0.1, 0.2, 0.3));
    List<Row> rows = random.sorted(200);
    SegmentRef segment = null;
    for (int attempt = 0; segment == null; attempt++) {
      segment = triedToWrite(random, store, "s3://b/" + attempt, rows);
    }
    var partition = partition(KeyRange.ALL, List.of(segment, segment));
    List<Row> read = null;
    while (read == null) {
      read = triedToRead(store, partition);
    }

    assertThat(read).isEqualTo(unordered(KeyRange.ALL, List.of(rows, rows)));
  }

  private static @Nullable SegmentRef triedToWrite(
      RandomRows random, ObjectStore store, String path, List<Row> rows) {
    try {
      return random.write(store, path, 0, rows);
    } catch (StintException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT);
      return null;
    }
  }

  private static @Nullable List<Row> triedToRead(ObjectStore store, TaskInput.Partition partition) {
    try (var reader = PartitionReader.unordered(store, partition, Memory.UNLIMITED)) {
      return RandomRows.read(reader);
    } catch (StintException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT);
      return null;
    }
  }

  private static TaskInput.Partition partition(KeyRange range, List<SegmentRef> segments) {
    return new TaskInput.Partition(
        0, range, segments.stream().map(segment -> SegmentSlice.of(segment, range)).toList());
  }

  private static TaskInput.Partition overTheWire(TaskInput.Partition partition) {
    return PlanJson.read(PlanJson.write(partition), TaskInput.Partition.class);
  }

  private static long objects(TaskInput.Partition partition) {
    return partition.segments().stream()
        .filter(segment -> segment.inlineBase64() == null && !segment.blocks().isEmpty())
        .count();
  }

  private static List<Row> readUnordered(CountingObjectStore store, TaskInput.Partition partition) {
    try (var reader = PartitionReader.unordered(store, partition, Memory.UNLIMITED)) {
      return RandomRows.read(reader);
    }
  }

  private static List<Row> readMerged(ObjectStore store, TaskInput.Partition partition) {
    try (var reader = PartitionReader.merged(store, partition, Memory.UNLIMITED)) {
      List<Row> rows = RandomRows.read(reader);
      assertThat(reader.next()).isNull();
      assertThat(reader.bytesRead())
          .isEqualTo(
              partition.segments().stream()
                  .flatMap(segment -> segment.blocks().stream())
                  .mapToLong(block -> block.length())
                  .sum());
      return rows;
    }
  }

  private static List<Row> unordered(KeyRange range, List<List<Row>> segments) {
    return segments.stream().flatMap(rows -> RandomRows.within(range, rows).stream()).toList();
  }

  private static List<Row> merged(KeyRange range, List<List<Row>> segments) {
    // Ids ascend from segment to segment: a stable sort keeps their order among equal keys.
    return unordered(range, segments).stream().sorted(Comparator.comparing(Row::key)).toList();
  }
}
