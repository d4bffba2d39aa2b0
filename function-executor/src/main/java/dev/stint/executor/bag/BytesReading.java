package dev.stint.executor.bag;

import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;

/// A reading whose results are bytes, which gather in `results`.
abstract class BytesReading implements BagReading {

  final ResultBytes results;

  BytesReading(MemoryAccount memory) {
    this.results = new ResultBytes(memory);
  }

  @Override
  public final void open(int groupCount) {
    results.open(groupCount);
  }

  @Override
  public final void skip() {
    results.endNull();
  }

  @Override
  public final Vector build() {
    return results.build();
  }
}
