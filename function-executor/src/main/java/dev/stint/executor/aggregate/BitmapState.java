package dev.stint.executor.aggregate;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// Bitmaps joined bit by bit; what is shorter is thought to have zeros at its end.
final class BitmapState extends BinaryState {

  enum Operator {
    AND,
    OR
  }

  private final Operator operator;
  private boolean[] isBegun = new boolean[0];

  BitmapState(Operator operator, MemoryAccount memory) {
    super(memory, 1);
    this.operator = operator;
  }

  @Override
  void add(int group, byte[] data, int start, int end) {
    byte[] bits = ensure(group, end - start);
    int size = Math.max(size(group), end - start);
    boolean isFirst = !isBegun[group];
    for (int at = 0; at < size; at++) {
      byte value = at < end - start ? data[start + at] : 0;
      bits[at] =
          switch (operator) {
            case AND -> isFirst ? value : (byte) (bits[at] & value);
            case OR -> (byte) (bits[at] | value);
          };
    }
    setSize(group, size);
    isBegun[group] = true;
  }

  @Override
  void finish(int group) {
    // Joined already.
  }

  @Override
  void resize(int from, int capacity) {
    super.resize(from, capacity);
    isBegun = Arrays.copyOf(isBegun, capacity);
  }

  @Override
  void reset(int from, int to) {
    super.reset(from, to);
    Arrays.fill(isBegun, from, to, false);
  }
}
