package dev.stint.executor.aggregate;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// Whole numbers joined bit by bit.
final class BitsState extends GroupState {

  enum Operator {
    AND,
    OR,
    XOR
  }

  private final Operator operator;
  private long[] bits = new long[0];

  BitsState(Operator operator, MemoryAccount memory) {
    super(memory, Long.BYTES);
    this.operator = operator;
  }

  @Override
  void add(Vector vector, int[] rows, int count, int[] groups) {
    markSeen(rows, count, groups);
    long[] source = ((LongVector) vector).values();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      join(groups[row], source[row]);
    }
  }

  @Override
  void merge(int to, GroupState source, int from) {
    var other = (BitsState) source;
    if (other.seen[from]) {
      join(to, other.bits[from]);
      seen[to] = true;
    }
  }

  private void join(int group, long value) {
    bits[group] =
        switch (operator) {
          case AND -> bits[group] & value;
          case OR -> bits[group] | value;
          case XOR -> bits[group] ^ value;
        };
  }

  @Override
  LongVector vector(int from, int count) {
    return new LongVector(count, Arrays.copyOfRange(bits, from, from + count), unseen(from, count));
  }

  @Override
  void resize(int from, int capacity) {
    bits = Arrays.copyOf(bits, capacity);
    reset(from, capacity);
  }

  @Override
  void reset(int from, int to) {
    Arrays.fill(bits, from, to, operator == Operator.AND ? -1 : 0);
  }
}
