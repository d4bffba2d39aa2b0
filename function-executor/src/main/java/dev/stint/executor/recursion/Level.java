package dev.stint.executor.recursion;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.Schema;

/// The rows of the level before and of the one that is being made. Belongs to the task's thread.
public final class Level {

  private final MemoryAccount memory;
  private RowBuffer before;
  private RowBuffer next;

  public Level(Schema schema, MemoryBudget budget) {
    this.memory = new MemoryAccount(budget, "recursion");
    this.before = RowBuffer.of(schema, memory);
    this.next = RowBuffer.of(schema, memory);
  }

  RowBuffer before() {
    return before;
  }

  void add(Batch batch) {
    next.append(batch);
  }

  /// Makes the level that was made the one before; says whether it has rows.
  boolean advance() {
    var emptied = before;
    before = next;
    next = emptied;
    next.clear();
    return before.rowCount() > 0;
  }

  void close() {
    memory.close();
  }
}
