package dev.stint.shuffle.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.segment.RandomRows.KeyStyle;
import dev.stint.shuffle.segment.RandomRows.Row;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentDamageTest {

  private static final String PATH = "s3://b/segment";

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  @ParameterizedTest
  @EnumSource
  void anyFlippedBitIsNamed(KeyStyle style) {
    SegmentRef segment = write(style, 0);
    byte[] intact = store.peek(PATH);
    assertThat(SegmentFile.verify(store, PATH)).isEqualTo(segment);

    for (int bit = 0; bit < 8 * intact.length; bit++) {
      byte[] damaged = intact.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      store.poke(PATH, damaged);
      isRefused(() -> SegmentFile.verify(store, PATH), "segment " + PATH + " is corrupt");
      BlockRef block = blockAt(segment, bit / 8);
      if (block != null) {
        isRefused(() -> read(segment), name(segment, block));
      }
    }
  }

  @Test
  void theMessageGivesBlockOffsetAndBothChecksums() {
    SegmentRef segment = write(KeyStyle.BUCKETS, 0);
    byte[] damaged = store.peek(PATH);
    BlockRef block = segment.blocks().get(1);
    damaged[Math.toIntExact(block.offset()) + 3] ^= 1;
    store.poke(PATH, damaged);

    isRefused(
        () -> read(segment),
        "segment %s is corrupt: block 1, %d bytes from offset %d: its CRC32C is"
            .formatted(PATH, block.length(), block.offset()));
    isRefused(() -> read(segment), "not %08x".formatted(block.crc32c()));
  }

  @Test
  void anyTruncationIsNamed() {
    SegmentRef segment = write(KeyStyle.VARIABLE, 0);
    byte[] intact = store.peek(PATH);

    for (int length = 0; length < intact.length; length++) {
      store.poke(PATH, Arrays.copyOf(intact, length));
      isRefused(() -> SegmentFile.verify(store, PATH), PATH);
    }
    store.poke(PATH, Arrays.copyOf(intact, 20));
    assertThatThrownBy(() -> read(segment)).hasMessageContaining(PATH);
  }

  @Test
  void appendedBytesAreNamed() {
    write(KeyStyle.BUCKETS, 0);
    byte[] intact = store.peek(PATH);

    store.poke(PATH, Arrays.copyOf(intact, intact.length + 1));

    isRefused(() -> SegmentFile.verify(store, PATH), PATH);
  }

  @Test
  void anyFlippedBitInlineIsNamed() {
    SegmentRef segment = write(KeyStyle.BUCKETS, 1 << 20);
    byte[] intact = Base64.getDecoder().decode(segment.inlineBase64());

    for (int bit = 0; bit < 8 * intact.length; bit++) {
      byte[] damaged = intact.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      isRefused(() -> read(withInline(segment, damaged)), "segment " + PATH + " is corrupt: block");
    }
    isRefused(() -> read(withInline(segment, Arrays.copyOf(intact, intact.length - 1))), "corrupt");
  }

  @Test
  void anIndexThatDoesNotFitIsNamed() {
    SegmentRef segment = write(KeyStyle.BUCKETS, 0);
    BlockRef block = segment.blocks().getFirst();

    isRefused(
        () -> read(with(segment, copy(block, block.rawLength(), block.rowCount() + 1))), "rows");
    isRefused(
        () -> read(with(segment, copy(block, block.rawLength() - 1, block.rowCount()))), "block 0");
    isRefused(
        () -> read(with(segment, copy(block, block.rawLength() + 1, block.rowCount()))), "block 0");
    var otherKey =
        new BlockRef(
            block.offset(),
            block.length(),
            block.rawLength(),
            block.rowCount(),
            block.firstKey(),
            block.firstKey(),
            block.crc32c());
    isRefused(() -> read(with(segment, otherKey)), "first or last key");
    isRefused(
        () ->
            read(
                new SegmentRef(
                    PATH,
                    null,
                    segment.bytes(),
                    List.of(segment.blocks().get(0), segment.blocks().get(2)))),
        "block 1 does not follow");
  }

  @Test
  void whatOnlyTheWayDamagedIsReadAgain() {
    SegmentRef segment = write(KeyStyle.BUCKETS, 0);
    store.damageNextReads(1);
    var counts = new RequestCounts();
    var counting = new CountingObjectStore(store, counts);

    assertThat(read(counting, segment)).hasSize(Math.toIntExact(segment.rowCount()));
    assertThat(counts.gets.sum()).isEqualTo(2);
    store.damageNextReads(Integer.MAX_VALUE);
    isRefused(() -> read(segment), "segment " + PATH + " is corrupt: block");
  }

  /// Three blocks of two rows, the second large enough to compress.
  private SegmentRef write(KeyStyle style, long inlineLimitBytes) {
    try (var writer = new SegmentWriter(store, PATH, inlineLimitBytes, Memory.UNLIMITED)) {
      for (byte block = 0; block < 3; block++) {
        byte[] payload = new byte[block == 1 ? 200 : 8];
        payload[0] = block;
        writer.append(keys(style, block), payload, payload.length);
      }
      return writer.finish();
    }
  }

  private static BlockKeys keys(KeyStyle style, byte block) {
    return switch (style) {
      case UNKEYED -> BlockKeys.unkeyed(2);
      case BUCKETS -> BlockKeys.fixedWidth(2, 2, new byte[] {block, 0, block, 1});
      case NINE_BYTES -> {
        byte[] data = new byte[18];
        data[0] = block;
        data[9] = block;
        data[17] = 1;
        yield BlockKeys.fixedWidth(9, 2, data);
      }
      case VARIABLE ->
          BlockKeys.variableWidth(2, new byte[] {block, block, 1}, new int[] {0, 1, 3});
    };
  }

  private List<Row> read(SegmentRef segment) {
    return read(store, segment);
  }

  private static List<Row> read(ObjectStore store, SegmentRef segment) {
    try (var reader = PartitionReader.merged(store, all(segment), Memory.UNLIMITED)) {
      return RandomRows.read(reader);
    }
  }

  private static TaskInput.Partition all(SegmentRef segment) {
    return new TaskInput.Partition(0, KeyRange.ALL, List.of(segment));
  }

  private static SegmentRef with(SegmentRef segment, BlockRef block) {
    return new SegmentRef(PATH, null, segment.bytes(), List.of(block));
  }

  private static SegmentRef withInline(SegmentRef segment, byte[] bytes) {
    return new SegmentRef(
        PATH, Base64.getEncoder().encodeToString(bytes), bytes.length, segment.blocks());
  }

  private static BlockRef copy(BlockRef block, int rawLength, int rowCount) {
    return new BlockRef(
        block.offset(),
        block.length(),
        rawLength,
        rowCount,
        block.firstKey(),
        block.lastKey(),
        block.crc32c());
  }

  private static BlockRef blockAt(SegmentRef segment, long offset) {
    return segment.blocks().stream()
        .filter(b -> b.offset() <= offset && offset < b.offset() + b.length())
        .findFirst()
        .orElse(null);
  }

  private static String name(SegmentRef segment, BlockRef block) {
    return "segment %s is corrupt: block %d, %d bytes from offset %d"
        .formatted(PATH, segment.blocks().indexOf(block), block.length(), block.offset());
  }

  private static void isRefused(ThrowingCallable action, String words) {
    assertThatThrownBy(action)
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            StintException.class,
            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL));
  }
}
