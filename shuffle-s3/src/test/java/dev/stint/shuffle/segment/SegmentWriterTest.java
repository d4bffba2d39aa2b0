package dev.stint.shuffle.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.Faults;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentWriterTest {

  private static final String PATH = "s3://b/segment";

  /// Two rows of buckets 258 and 259 with the payload 7, 8, 9.
  private static final String GOLDEN =
      // Header.
      "53544e54 0001 0000"
          // The block: codec, rows, key width, key bytes, keys, payload.
          + "00 00000002 00000002 00000004 01000201 070809"
          // Its entry: length, raw length, rows, CRC32C, first key, last key.
          + "00000014 00000013 00000002 4afd340b 00000002 0102 00000002 0103"
          // Trailer: segment bytes, index bytes, blocks, CRC32C, magic.
          + "0000000000000050 0000001c 00000001 3e3e4058 53544e54";

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @Test
  void withoutBlocksThereIsNoObject() {
    try (var writer = new SegmentWriter(store, PATH, 100, Memory.UNLIMITED)) {
      assertThat(writer.finish()).isEqualTo(new SegmentRef(PATH, null, 0, List.of()));
    }
    assertThat(store.paths()).isEmpty();
  }

  @Test
  void smallSegmentsTravelInline() {
    SegmentRef segment = write(store, 1, 100, 1000);

    assertThat(segment.inlineBase64()).isNotNull();
    assertThat(segment.blocks().getFirst().offset()).isZero();
    assertThat(store.paths()).isEmpty();
    assertThat(rows(store, segment)).isEqualTo(1);
  }

  @Test
  void largerOnesAreOnePut() {
    var counts = new RequestCounts();

    SegmentRef segment = write(new CountingObjectStore(store, counts), 10, 1000, 1000);

    assertThat(segment.inlineBase64()).isNull();
    assertThat(segment.bytes()).isEqualTo(store.peek(PATH).length);
    assertThat(counts.puts.sum()).isEqualTo(1);
    assertThat(SegmentFile.verify(store, PATH)).isEqualTo(segment);
  }

  @Test
  void largeOnesAreUploadedInParts() {
    var counts = new RequestCounts();

    SegmentRef segment = write(new CountingObjectStore(store, counts), 40, 1 << 20, 1000);

    // 16 MiB, 16 MiB, the rest; and the start and completion.
    assertThat(counts.puts.sum()).isEqualTo(5);
    assertThat(segment.bytes()).isEqualTo(store.peek(PATH).length).isGreaterThan(40 << 20);
    assertThat(SegmentFile.verify(store, PATH)).isEqualTo(segment);
    assertThat(store.listUploads("s3://b/")).isEmpty();
  }

  @Test
  void hugeSegmentsAreReadInOneRequest() {
    SegmentRef segment = write(store, 100, 1 << 20, 0);
    var counts = new RequestCounts();
    var counting = new CountingObjectStore(store, counts);

    assertThat(rows(counting, segment)).isEqualTo(100);

    // One for each of the two readers.
    assertThat(counts.gets.sum()).isEqualTo(2);
    assertThat(counts.readBytes.sum()).isBetween(200L << 20, 202L << 20);
  }

  @Test
  void whereMemoryIsShortPartsAreSmallAndSentOneByOne() {
    var counts = new RequestCounts();
    var memory = new LimitedMemory(17 << 20);

    SegmentRef segment;
    try (var writer = new SegmentWriter(new CountingObjectStore(store, counts), PATH, 0, memory)) {
      append(writer, 40, 1 << 20);
      segment = writer.finish();
    }

    // Parts of 5 MiB; and the start and completion.
    assertThat(counts.puts.sum()).isEqualTo(9 + 2);
    assertThat(SegmentFile.verify(store, PATH)).isEqualTo(segment);
  }

  @Test
  void readersReserveWhatTheyMayHoldBeforeTheyAsk() {
    SegmentRef segment = write(store, 40, 1 << 20, 0);
    var partition = new TaskInput.Partition(0, KeyRange.ALL, List.of(segment, segment));
    var counts = new RequestCounts();
    var counting = new CountingObjectStore(store, counts);

    var ample = new LimitedMemory(1 << 30);
    PartitionReader.unordered(counting, partition, ample).close();
    assertThat(ample.peakBytes()).isBetween(32L << 20, 36L << 20);
    var scarce = new LimitedMemory(9 << 20);
    PartitionReader.merged(counting, partition, scarce).close();
    assertThat(scarce.peakBytes()).isBetween(4L << 20, 6L << 20);
    assertThatThrownBy(
            () -> PartitionReader.merged(counting, partition, new LimitedMemory(4 << 20)))
        .isInstanceOfSatisfying(
            StintException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCE));
    assertThat(counts.gets.sum()).isZero();
  }

  @Test
  void nothingIsLeftWithoutFinish() {
    try (var writer = new SegmentWriter(store, PATH, 0, Memory.UNLIMITED)) {
      append(writer, 20, 1 << 20);
    }

    assertThat(store.paths()).isEmpty();
    assertThat(store.listUploads("s3://b/")).isEmpty();
  }

  @Test
  void failuresOfTheStoreComeOutAndLeaveNothing() {
    var failing = new InMemoryObjectStore(new Faults(3, 0, 0, 1));

    assertThatThrownBy(() -> write(failing, 1, 100, 0))
        .isInstanceOfSatisfying(
            StintException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT));
  }

  @Test
  void descendingKeysAreABug() {
    try (var writer = new SegmentWriter(store, PATH, 0, Memory.UNLIMITED)) {
      assertThatThrownBy(() -> writer.append(buckets(2, 1), new byte[1], 1))
          .isInstanceOf(IllegalArgumentException.class);
      writer.append(buckets(1, 2), new byte[1], 1);
      writer.append(buckets(2, 2), new byte[1], 1);
      assertThatThrownBy(() -> writer.append(buckets(1, 2), new byte[1], 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(PATH);
      assertThatThrownBy(() -> writer.append(BlockKeys.unkeyed(0), new byte[1], 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void blocksGrowWithTheSegmentWithinBounds() {
    assertThat(SegmentWriter.blockTargetBytes(0)).isEqualTo(32 << 10);
    assertThat(SegmentWriter.blockTargetBytes(16 << 20)).isEqualTo(256 << 10);
    assertThat(SegmentWriter.blockTargetBytes(1L << 40)).isEqualTo(1 << 20);
  }

  @Test
  void payloadsThatDoNotShrinkAreStoredAsTheyAre() {
    SegmentRef segment = write(store, 1, 1000, 0);

    var block = segment.blocks().getFirst();
    assertThat(block.length()).isEqualTo(block.rawLength() + 1);
  }

  @Test
  void segmentsInFilesAreStoredAsTheyAre() {
    assertThat(BlockCompression.of("s3://b/segment")).isEqualTo(BlockCompression.ZSTD);
    assertThat(BlockCompression.of("file:///tmp/segment")).isEqualTo(BlockCompression.NONE);
    byte[] zeros = new byte[100_000];
    try (var writer = new SegmentWriter(store, PATH, 0, BlockCompression.NONE, Memory.UNLIMITED)) {
      writer.append(buckets(1, 2), zeros, zeros.length);

      var block = writer.finish().blocks().getFirst();
      assertThat(block.length()).isEqualTo(block.rawLength() + 1).isGreaterThan(zeros.length);
    }
  }

  @Test
  void sortedBucketsTakeAlmostNothing() {
    byte[] keys = new byte[200_000];
    for (int row = 0; row < 100_000; row++) {
      int bucket = row * 4096 / 100_000;
      keys[2 * row] = (byte) (bucket >>> 8);
      keys[2 * row + 1] = (byte) bucket;
    }
    try (var writer = new SegmentWriter(store, PATH, 1 << 20, Memory.UNLIMITED)) {
      writer.append(BlockKeys.fixedWidth(2, 100_000, keys), new byte[0], 0);
      assertThat(writer.finish().bytes()).isLessThan(20_000);
    }
  }

  @Test
  void theFirstSegmentEverWrittenIsStillReadable() {
    // Fixed bytes: a change of the format that does not change its version fails here.
    byte[] golden = HexFormat.of().parseHex(GOLDEN.replace(" ", ""));
    store.poke(PATH, golden);

    SegmentRef segment = SegmentFile.verify(store, PATH);

    assertThat(segment.blocks()).hasSize(1);
    assertThat(segment.blocks().getFirst().firstKey()).isEqualTo(SortableKey.ofBucket(258));
    try (var writer = new SegmentWriter(store, PATH, 0, Memory.UNLIMITED)) {
      writer.append(buckets(258, 259), new byte[] {7, 8, 9}, 3);
      writer.finish();
    }
    assertThat(store.peek(PATH)).isEqualTo(golden);
  }

  private static SegmentRef write(ObjectStore store, int blocks, int payloadBytes, long limit) {
    try (var writer = new SegmentWriter(store, PATH, limit, Memory.UNLIMITED)) {
      append(writer, blocks, payloadBytes);
      return writer.finish();
    }
  }

  /// Each block is one row of random bytes.
  private static void append(SegmentWriter writer, int blocks, int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    new Random(1).nextBytes(payload);
    for (int block = 0; block < blocks; block++) {
      writer.append(buckets(block), payload, payload.length);
    }
  }

  private static BlockKeys buckets(int... buckets) {
    byte[] data = new byte[2 * buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      System.arraycopy(SortableKey.ofBucket(buckets[i]).bytes(), 0, data, 2 * i, 2);
    }
    return BlockKeys.fixedWidth(2, buckets.length, data);
  }

  /// Counts rows both ways.
  private static int rows(ObjectStore store, SegmentRef segment) {
    var partition = new TaskInput.Partition(0, KeyRange.ALL, List.of(segment));
    try (var unordered = PartitionReader.unordered(store, partition, Memory.UNLIMITED);
        var merged = PartitionReader.merged(store, partition, Memory.UNLIMITED)) {
      int rows = count(unordered);
      assertThat(count(merged)).isEqualTo(rows);
      return rows;
    }
  }

  private static int count(PartitionReader reader) {
    int rows = 0;
    for (BlockRows next = reader.next(); next != null; next = reader.next()) {
      rows += next.rowCount();
    }
    return rows;
  }
}
