package dev.stint.executor.bag;

import dev.stint.executor.memory.MemoryAccount;

/// The first element up to which a share of all lies.
final class QuantileReading extends BytesReading {

  private final double share;
  private long elements;
  private long place;
  private long passed;

  QuantileReading(double share, MemoryAccount memory) {
    super(memory);
    this.share = share;
  }

  @Override
  public void begin(BagSize size) {
    elements = size.elements();
    place = Math.max((long) Math.ceil(BagReadings.checked(share) * elements), 1) - 1;
    passed = 0;
  }

  @Override
  public void take(byte[] data, int start, int length, long count) {
    if (passed <= place && place < passed + count) {
      results.append(data, start, length);
    }
    passed += count;
  }

  @Override
  public void end() {
    if (elements == 0) {
      results.endNull();
    } else {
      results.endGroup();
    }
  }
}
