package dev.stint.shuffle.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.RandomRows.KeyStyle;
import dev.stint.shuffle.segment.RandomRows.Row;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.Faults;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Segments larger than what their readers may hold.
class SegmentStreamingTest {

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final RequestCounts counts = new RequestCounts();
  private final CountingObjectStore counting = new CountingObjectStore(store, counts);
  private final List<Row> rows = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noMoreIsReadThanMayBeHeld(long seed) {
    var partition = segments(seed, 5, 2000);
    long maxBytes = 500 + 100 * seed;
    long blocks = 5 * largestBlock(partition);

    try (var reader = new UnorderedReader(store, partition, maxBytes)) {
      holdsAtMost(reader, maxBytes + blocks);
    }
    try (var reader = new MergedReader(store, partition, maxBytes)) {
      holdsAtMost(reader, maxBytes + blocks);
    }
  }

  @Test
  void aStreamReadsAheadAndThenWaits() throws InterruptedException {
    var partition = segments(1, 1, 5000);
    var streams = store.streams();
    long block = largestBlock(partition);

    try (var reader = new MergedReader(counting, partition, 5 * block)) {
      assertThat(reader.next()).isNotNull();
      streams.await(() -> streams.readBytes() > 4 * block);

      assertThat(streams.readBytes()).isLessThanOrEqualTo(6 * block);
      assertThat(streams.open()).isEqualTo(1);
    }
    // Given up, not read to its end.
    streams.await(() -> streams.open() == 0);
    assertThat(streams.aborted()).isEqualTo(1);
    assertThat(streams.readBytes()).isLessThanOrEqualTo(7 * block);
    assertThat(counts.gets.sum()).isEqualTo(1);
  }

  @Test
  void whatFitsIsReadAtOnceAndItsConnectionGivenBack() throws InterruptedException {
    var partition = segments(2, 20, 300);
    var streams = store.streams();

    try (var reader = new MergedReader(counting, partition, 1 << 20)) {
      assertThat(reader.next()).isNotNull();
      streams.await(() -> streams.readBytes() == bytes(partition) && streams.open() == 0);
    }
    assertThat(counts.gets.sum()).isEqualTo(20);
    assertThat(streams.aborted()).isZero();
  }

  @Test
  void mergesMoreStreamsThanRequestsThatMoveBytes() {
    var partition = segments(3, 100, 300);

    try (var reader = new MergedReader(counting, partition, 1)) {
      assertThat(RandomRows.read(reader)).isEqualTo(sortedRows());
    }
    assertThat(counts.gets.sum()).isEqualTo(100);
  }

  @Test
  void beyondTheConnectionsOfAReaderStreamsTakeTurns() {
    var partition = segments(4, 300, 60);

    try (var reader = new MergedReader(counting, partition, 1)) {
      assertThat(RandomRows.read(reader)).isEqualTo(sortedRows());
    }
    assertThat(store.streams().open()).isZero();
  }

  @Test
  void aStreamThatWaitsTooLongGivesItsConnectionBack() throws InterruptedException {
    var partition = segments(5, 1, 3000);
    SegmentRef segment = partition.segments().getFirst();
    var streams = store.streams();

    var requests = new SegmentFetch.Requests(counting, Duration.ZERO);
    try (var decoder = new BlockDecoder();
        var fetch = SegmentFetch.start(requests, segment, 1);
        var cursor = new BlockCursor(segment, KeyRange.ALL, decoder, fetch)) {
      streams.await(() -> streams.aborted() == 1);
      int blocks = 0;
      while (cursor.advanceBlock()) {
        blocks++;
      }
      assertThat(blocks).isEqualTo(segment.blocks().size());
      assertThat(cursor.bytesRead()).isEqualTo(SegmentFetch.bytes(segment));
    }
    assertThat(counts.gets.sum()).isBetween(2L, (long) segment.blocks().size());
  }

  @Test
  void aStreamThatAlwaysBreaksFailsAfterAFewRequests() {
    var breaking = new InMemoryObjectStore(new Faults(1, 0, 0, 0, 1));
    var random = new RandomRows(6, KeyStyle.BUCKETS);
    List<Row> few = random.sorted(1);
    SegmentRef segment = random.write(breaking, "s3://b/0", 0, few);
    var partition = new TaskInput.Partition(0, KeyRange.ALL, List.of(segment));

    try (var reader =
        PartitionReader.merged(
            new CountingObjectStore(breaking, counts), partition, Memory.UNLIMITED)) {
      assertThatThrownBy(reader::next)
          .hasMessageContaining("s3://b/0 ended")
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TRANSIENT));
    }
    assertThat(counts.gets.sum()).isEqualTo(3);
  }

  /// What is read and not yet come to. The threads that read may only be behind, never ahead.
  private void holdsAtMost(PartitionReader reader, long bytes) {
    long before = store.streams().readBytes();
    for (BlockRows next = reader.next(); next != null; next = reader.next()) {
      assertThat(store.streams().readBytes() - before - reader.bytesRead())
          .isLessThanOrEqualTo(bytes);
    }
  }

  private TaskInput.Partition segments(long seed, int count, int rowCount) {
    var random = new RandomRows(seed, KeyStyle.BUCKETS);
    var segments = new ArrayList<SegmentRef>();
    for (int i = 0; i < count; i++) {
      List<Row> sorted = random.sorted(rowCount);
      rows.addAll(sorted);
      segments.add(random.write(store, "s3://b/" + i, 0, sorted));
    }
    return new TaskInput.Partition(0, KeyRange.ALL, segments);
  }

  private List<Row> sortedRows() {
    return rows.stream().sorted(Comparator.comparing(Row::key)).toList();
  }

  private static long bytes(TaskInput.Partition partition) {
    return partition.segments().stream().mapToLong(SegmentFetch::bytes).sum();
  }

  private static long largestBlock(TaskInput.Partition partition) {
    return partition.segments().stream()
        .flatMap(segment -> segment.blocks().stream())
        .mapToLong(block -> block.length())
        .max()
        .orElseThrow();
  }
}
