package dev.stint.executor.bag;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.Bag;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Makes a run: rows of a group's number and a piece of its bag, by group and in ascending order.
final class RunWriter {

  static final Schema SCHEMA =
      Schema.of(Field.required("group", DataType.INT), Field.required("piece", DataType.BINARY));

  private final Consumer<Batch> sink;
  private final long[] groups = new long[Batch.MAX_ROWS];
  private final int[] starts = new int[Batch.MAX_ROWS];
  private final int[] lengths = new int[Batch.MAX_ROWS];
  private final int pieceBytes;
  private byte[] data;
  private int size;
  private int rows;

  /// Batches of about `pieceBytes` go to `sink`, each valid during the call.
  RunWriter(Consumer<Batch> sink, int pieceBytes) {
    this.sink = sink;
    this.pieceBytes = pieceBytes;
    this.data = new byte[pieceBytes];
  }

  void add(int group, Bag entry) {
    if (size >= pieceBytes) {
      flush();
    }
    if (rows == 0 || groups[rows - 1] != group) {
      begin(group);
    }
    int longest = Bag.MAX_ENTRY_BYTES + entry.elementLength();
    if (data.length - size < longest) {
      data = Arrays.copyOf(data, size + longest);
    }
    size =
        Bag.write(
            data, size, entry.count(), entry.data(), entry.elementStart(), entry.elementLength());
    lengths[rows - 1] = size - starts[rows - 1];
  }

  private void begin(int group) {
    if (rows == Batch.MAX_ROWS) {
      flush();
    }
    groups[rows] = group;
    starts[rows++] = size;
  }

  /// Gives what is left.
  void flush() {
    if (rows > 0) {
      sink.accept(
          new Batch(
              rows,
              List.of(
                  new LongVector(rows, groups, null),
                  new BytesVector(rows, data, starts, lengths, null))));
      rows = 0;
      size = 0;
    }
  }
}
