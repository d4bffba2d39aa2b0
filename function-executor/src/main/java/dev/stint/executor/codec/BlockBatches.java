package dev.stint.executor.codec;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.Block;
import dev.stint.shuffle.segment.BlockRows;
import dev.stint.shuffle.segment.PartitionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns the rows that a reader gives, block by block or in short runs of several, into batches.
/// Long runs are cut, short ones gathered. A batch is valid until the next call.
public final class BlockBatches implements AutoCloseable {

  /// A run of so many rows is worth a batch of its own.
  private static final int LONG_RUN_ROWS = Batch.MAX_ROWS / 4;

  /// So much is gathered, however short the runs.
  private static final long MAX_GATHERED_BYTES = 1 << 20;

  private final PartitionReader reader;
  private final List<PhysicalType> types;
  private final MemoryAccount memory;
  private final RowBuffer gathered;
  private final BlockRuns runs = new BlockRuns();

  /// Blocks that more runs may come from, the one used last at the end. Their bytes are the
  /// reader's.
  private final Map<Block, EncodedRows> opened = new LinkedHashMap<>(16, 0.75f, true);

  private final int maxOpened;
  private final int rowBytes;

  /// What rows are read into, for so many of them.
  private List<ColumnRoom> rooms;

  private int roomRows;

  /// Runs of so many rows are given without gathering.
  private final int longRunRows;

  private @Nullable Block block;
  private int nextRow;
  private int endRow;

  /// Runs of `segmentCount` segments may alternate.
  public BlockBatches(
      PartitionReader reader, Schema schema, int segmentCount, MemoryAccount memory) {
    this(reader, schema, segmentCount, memory, LONG_RUN_ROWS);
  }

  /// Of one segment, a batch for each block.
  public static BlockBatches ofBlocks(PartitionReader reader, Schema schema, MemoryAccount memory) {
    return new BlockBatches(reader, schema, 1, memory, 1);
  }

  private BlockBatches(
      PartitionReader reader,
      Schema schema,
      int segmentCount,
      MemoryAccount memory,
      int longRunRows) {
    this.longRunRows = longRunRows;
    this.reader = reader;
    this.types = RowBuffer.physicalTypes(schema);
    this.memory = memory;
    this.gathered = new RowBuffer(types, memory);
    this.rowBytes = rowBytes(types);
    this.maxOpened = Math.max(1, segmentCount);
    this.rooms = rooms(types);
  }

  /// The next rows, or `null` when the reader has none for now.
  public @Nullable Batch next() {
    var current = currentBlock();
    if (current == null) {
      return null;
    }
    int run = endRow - nextRow;
    if (run < longRunRows) {
      return gather();
    }
    int count = Math.min(run, Batch.MAX_ROWS);
    nextRow += count;
    return read(current, nextRow - count, count);
  }

  /// Rows of runs, in their order: of each block all at once, since they follow each other there.
  private Batch gather() {
    while (runs.rowCount() < Batch.MAX_ROWS && runs.bytes() < MAX_GATHERED_BYTES) {
      var current = currentBlock();
      if (current == null) {
        break;
      }
      int count = Math.min(endRow - nextRow, Batch.MAX_ROWS - runs.rowCount());
      runs.add(current, nextRow, count, bytes(current));
      nextRow += count;
    }
    gathered.clear();
    for (var stretch : runs.stretches()) {
      gathered.append(read(stretch.block(), stretch.from(), stretch.count()));
    }
    int count = runs.rowCount();
    var batch =
        runs.areInOrder()
            ? new Batch(count, gathered.vectors())
            : gathered.gather(runs.order(), 0, count);
    runs.clear();
    return batch;
  }

  /// The block with rows left, or `null` at the end.
  private @Nullable Block currentBlock() {
    if (nextRow == endRow) {
      BlockRows run = reader.next();
      block = run == null ? null : run.block();
      nextRow = run == null ? 0 : run.fromRow();
      endRow = run == null ? 0 : run.toRow();
    }
    return block;
  }

  private Batch read(Block current, int from, int count) {
    ensureRoom(count);
    try {
      return new Batch(count, open(current).read(from, count, rooms));
    } catch (MalformedPayload e) {
      throw unreadable(e);
    }
  }

  private void ensureRoom(int count) {
    if (count > roomRows) {
      int larger = ColumnRoom.larger(roomRows, count);
      memory.reserve((long) rowBytes * (larger - roomRows));
      roomRows = larger;
    }
  }

  private EncodedRows open(Block current) {
    var known = opened.get(current);
    if (known != null) {
      return known;
    }
    if (opened.size() == maxOpened) {
      var oldest = opened.values().iterator();
      memory.release(oldest.next().heldBytes());
      oldest.remove();
    }
    var rows = encoded(current, types);
    memory.reserve(rows.heldBytes());
    opened.put(current, rows);
    return rows;
  }

  /// The columns of a block, whose strings lie in its bytes.
  public static List<Vector> decode(Block block, List<PhysicalType> types) {
    try {
      return encoded(block, types).read(0, block.rowCount(), rooms(types));
    } catch (MalformedPayload e) {
      throw unreadable(e);
    }
  }

  private static List<ColumnRoom> rooms(List<PhysicalType> types) {
    return Stream.generate(ColumnRoom::new).limit(types.size()).toList();
  }

  private static EncodedRows encoded(Block block, List<PhysicalType> types) {
    return new EncodedRows(
        block.bytes(), block.payloadOffset(), block.payloadEnd(), types, block.rowCount());
  }

  private static StintException unreadable(MalformedPayload cause) {
    return StintException.internal(
        "a block has an undamaged checksum, but its rows cannot be read: " + cause.getMessage(),
        cause);
  }

  /// What the rows of a block take as vectors: their strings are a part of its payload.
  private long bytes(Block current) {
    long payload = (long) current.payloadEnd() - current.payloadOffset();
    return payload + (long) rowBytes * current.rowCount();
  }

  /// What the vectors of a row take beside its strings.
  public static int rowBytes(List<PhysicalType> types) {
    int nulls = types.size();
    return nulls
        + types.stream()
            .mapToInt(
                type ->
                    switch (type) {
                      case LONG, DOUBLE -> Long.BYTES;
                      case INT128 -> 2 * Long.BYTES;
                      // Start, length and entry in the dictionary.
                      case BYTES -> 3 * Integer.BYTES;
                    })
            .sum();
  }

  /// Stored bytes so far.
  public long bytesRead() {
    return reader.bytesRead();
  }

  @Override
  public void close() {
    opened.clear();
    rooms = rooms(types);
    roomRows = 0;
    memory.close();
    reader.close();
  }
}
