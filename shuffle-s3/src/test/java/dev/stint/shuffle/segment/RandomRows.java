package dev.stint.shuffle.segment;

import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.shuffle.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Random sorted rows, written as segments and read back. A row's payload is its identity in four
/// bytes, so that a lost, doubled or misplaced row is seen.
final class RandomRows {

  record Row(SortableKey key, int id) {}

  /// How keys look.
  enum KeyStyle {
    UNKEYED,
    BUCKETS,
    NINE_BYTES,
    VARIABLE
  }

  private final Random random;
  private final KeyStyle style;
  private int nextId;

  RandomRows(long seed, KeyStyle style) {
    this.random = new Random(seed);
    this.style = style;
  }

  /// Rows in the order of their keys, and among equal keys of their ids.
  List<Row> sorted(int count) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < count; i++) {
      rows.add(new Row(randomKey(), nextId++));
    }
    rows.sort(Comparator.comparing(Row::key));
    return rows;
  }

  SortableKey randomKey() {
    return switch (style) {
      case UNKEYED -> SortableKey.EMPTY;
      case BUCKETS -> SortableKey.ofBucket(random.nextInt(300));
      case NINE_BYTES -> key(9, 3);
      case VARIABLE -> key(random.nextInt(random.nextInt(20) == 0 ? 300 : 6), 4);
    };
  }

  /// From everything to nothing, with borders on keys and between them.
  KeyRange randomRange() {
    return switch (random.nextInt(4)) {
      case 0 -> KeyRange.ALL;
      case 1 -> new KeyRange(randomKey(), null);
      case 2 -> new KeyRange(null, randomKey());
      default -> new KeyRange(randomKey(), randomKey());
    };
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Writes `rows` in blocks of random sizes.
  SegmentRef write(ObjectStore store, String path, long inlineLimitBytes, List<Row> rows) {
    try (var writer = new SegmentWriter(store, path, inlineLimitBytes, Memory.UNLIMITED)) {
      for (int from = 0; from < rows.size(); ) {
        int to = Math.min(rows.size(), from + 1 + random.nextInt(1 + random.nextInt(100)));
        List<Row> block = rows.subList(from, to);
        byte[] payload = payload(block);
        writer.append(keys(block), payload, 4 * block.size());
        from = to;
      }
      return writer.finish();
    }
  }

  static List<Row> read(PartitionReader reader) {
    var rows = new ArrayList<Row>();
    for (BlockRows next = reader.next(); next != null; next = reader.next()) {
      for (int row = next.fromRow(); row < next.toRow(); row++) {
        var block = next.block();
        rows.add(new Row(block.keys().key(row), block.payload().getInt(4 * row)));
      }
    }
    return rows;
  }

  static List<Row> within(KeyRange range, List<Row> rows) {
    return rows.stream().filter(row -> range.contains(row.key())).toList();
  }

  private BlockKeys keys(List<Row> rows) {
    var data = new ByteArrayOutputStream();
    // Keys need not begin at the array's start.
    int start = style == KeyStyle.VARIABLE ? 3 : 0;
    data.writeBytes(new byte[start]);
    int[] offsets = new int[rows.size() + 1];
    offsets[0] = start;
    for (int i = 0; i < rows.size(); i++) {
      data.writeBytes(rows.get(i).key().bytes());
      offsets[i + 1] = data.size();
    }
    data.writeBytes(new byte[5]);
    return switch (style) {
      case UNKEYED -> BlockKeys.unkeyed(rows.size());
      case BUCKETS -> BlockKeys.fixedWidth(2, rows.size(), data.toByteArray());
      case NINE_BYTES -> BlockKeys.fixedWidth(9, rows.size(), data.toByteArray());
      case VARIABLE -> BlockKeys.variableWidth(rows.size(), data.toByteArray(), offsets);
    };
  }

  /// With some bytes behind that do not belong to it.
  private static byte[] payload(List<Row> rows) {
    var payload = ByteBuffer.allocate(4 * rows.size() + 7);
    rows.forEach(row -> payload.putInt(row.id()));
    return payload.array();
  }

  /// Bytes of few values, among them such as are negative in Java, so that keys repeat.
  private SortableKey key(int length, int values) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (random.nextInt(values) * 85);
    }
    return SortableKey.copyOf(bytes, 0, length);
  }
}
