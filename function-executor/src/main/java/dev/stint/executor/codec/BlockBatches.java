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
  private final int[] rows = new int[Batch.MAX_ROWS];

  /// Decoded blocks that more runs may come from, the one used last at the end.
  private final Map<Block, List<Vector>> decoded = new LinkedHashMap<>(16, 0.75f, true);

  private final int maxDecoded;
  private final int rowBytes;

  /// Runs of so many rows are given without gathering.
  private final int longRunRows;

  private @Nullable Block block;
  private int nextRow;
  private int endRow;
  private long gatheredBytes;

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
    this.maxDecoded = Math.max(1, segmentCount);
  }

  /// The next rows, or `null` when the reader has none for now.
  public @Nullable Batch next() {
    gathered.clear();
    gatheredBytes = 0;
    while (gathered.rowCount() < Batch.MAX_ROWS && gatheredBytes < MAX_GATHERED_BYTES) {
      var current = currentBlock();
      if (current == null) {
        break;
      }
      int run = endRow - nextRow;
      var vectors = decode(current);
      if (gathered.rowCount() == 0 && run >= longRunRows) {
        return cut(current, vectors, Math.min(run, Batch.MAX_ROWS));
      }
      gather(current, vectors, Math.min(run, Batch.MAX_ROWS - gathered.rowCount()));
    }
    int count = gathered.rowCount();
    return count == 0 ? null : new Batch(count, gathered.vectors());
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

  private Batch cut(Block current, List<Vector> vectors, int count) {
    if (count == current.rowCount()) {
      nextRow += count;
      return new Batch(count, vectors);
    }
    int from = nextRow;
    nextRow += count;
    return new Batch(count, vectors.stream().map(vector -> vector.slice(from, count)).toList());
  }

  private void gather(Block current, List<Vector> vectors, int count) {
    selectNext(count);
    gatheredBytes += decodedBytes(current) / current.rowCount() * count;
    gathered.append(new Batch(current.rowCount(), vectors), rows, count);
  }

  private void selectNext(int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = nextRow + i;
    }
    nextRow += count;
  }

  private List<Vector> decode(Block current) {
    var known = decoded.get(current);
    if (known != null) {
      return known;
    }
    if (decoded.size() == maxDecoded) {
      var oldest = decoded.keySet().iterator();
      memory.release(decodedBytes(oldest.next()));
      oldest.remove();
    }
    memory.reserve(decodedBytes(current));
    var vectors = decode(current, types);
    decoded.put(current, vectors);
    return vectors;
  }

  /// The columns of a block.
  public static List<Vector> decode(Block block, List<PhysicalType> types) {
    try {
      return BatchCodec.decode(
          block.bytes(), block.payloadOffset(), block.payloadEnd(), types, block.rowCount());
    } catch (MalformedPayload e) {
      throw StintException.internal(
          "a block has an undamaged checksum, but its rows cannot be read: " + e.getMessage(), e);
    }
  }

  /// What a block takes, decoded: its strings are a part of its payload.
  private long decodedBytes(Block current) {
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
    decoded.clear();
    memory.close();
    reader.close();
  }
}
