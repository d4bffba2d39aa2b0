package dev.stint.executor.spill;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Rows on the disk that are read several times, always in the order in which they came. One
/// thread; to be closed.
public final class RowSpool implements AutoCloseable {

  private final SpilledRows rows;
  private int rowCount;

  /// `user` is who reads them in messages.
  public RowSpool(Schema schema, MemoryBudget budget, String user) {
    this.rows = new SpilledRows(schema, new MemoryAccount(budget, user));
  }

  /// One of many that are read side by side, each with little read ahead. What it takes is reserved
  /// in `memory`, which it closes.
  public static RowSpool ofMany(Schema schema, MemoryAccount memory, long maxAheadBytes) {
    return new RowSpool(new SpilledRows(schema, memory, maxAheadBytes));
  }

  private RowSpool(SpilledRows rows) {
    this.rows = rows;
  }

  /// Writes what `source` gives until that is `null`.
  public void write(Supplier<@Nullable Batch> source) {
    write(
        sink -> {
          for (var batch = source.get(); batch != null; batch = source.get()) {
            sink.accept(batch);
          }
        });
  }

  /// Writes what `source` hands to its argument.
  public void write(Consumer<Consumer<Batch>> source) {
    rows.add(
        sink ->
            source.accept(
                batch -> {
                  rowCount = Math.addExact(rowCount, batch.rowCount());
                  sink.write(BlockKeys.unkeyed(batch.rowCount()), batch);
                }));
  }

  public int rowCount() {
    return rowCount;
  }

  /// The next rows, valid until the next call; `null` at the end.
  public @Nullable Batch next() {
    return rows.next();
  }

  /// Begins again with the first row.
  public void rewind() {
    rows.rewind();
  }

  @Override
  public void close() {
    rows.close();
  }
}
