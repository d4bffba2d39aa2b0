package dev.stint.executor.bag;

import dev.stint.executor.kernel.PackedValues;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.expression.PackedLayout;

/// The last parts of packed values, which are text, in the order of the bag.
final class JoinedReading extends BytesReading {

  private final PackedLayout layout;
  private final byte[] separator;
  private boolean isFirst;

  JoinedReading(PackedLayout layout, byte[] separator, MemoryAccount memory) {
    super(memory);
    this.layout = layout;
    this.separator = separator;
  }

  /// A packed text takes more than the text.
  @Override
  public long resultBytes(BagSize size) {
    return size.bytes() + size.elements() * separator.length;
  }

  /// Where there is no room it is said at once how much there must be.
  @Override
  public void begin(BagSize size) {
    results.ensure(resultBytes(size));
    isFirst = true;
  }

  @Override
  public void take(byte[] data, int start, int length, long count) {
    for (long time = 0; time < count; time++) {
      if (!isFirst) {
        results.append(separator, 0, separator.length);
      }
      isFirst = false;
      results.ensure(length);
      int end = PackedValues.copyText(data, start, layout, results.data(), results.size());
      results.setSize(end);
    }
  }

  @Override
  public void end() {
    if (isFirst) {
      results.endNull();
    } else {
      results.endGroup();
    }
  }
}
