package dev.stint.executor.bag;

import dev.stint.executor.kernel.Bag;
import dev.stint.executor.memory.MemoryAccount;

/// The bag itself.
final class WholeReading extends BytesReading {

  WholeReading(MemoryAccount memory) {
    super(memory);
  }

  @Override
  public void begin(BagSize size) {
    // Elements that are there many times take less than the size says.
  }

  @Override
  public void take(byte[] data, int start, int length, long count) {
    results.ensure(Bag.MAX_ENTRY_BYTES + (long) length);
    results.setSize(Bag.write(results.data(), results.size(), count, data, start, length));
  }

  @Override
  public void end() {
    results.endGroup();
  }
}
