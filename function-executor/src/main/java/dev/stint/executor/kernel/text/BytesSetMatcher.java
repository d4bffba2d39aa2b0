package dev.stint.executor.kernel.text;

import dev.stint.executor.kernel.BytesMatcher;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks strings up in a fixed set: an open hash table of at most half load.
public final class BytesSetMatcher extends BytesMatcher {

  // `null` where no option is.
  private final byte[] @Nullable [] slots;

  public BytesSetMatcher(List<byte[]> options) {
    this.slots = new byte[Integer.highestOneBit(Math.max(2, options.size())) * 4][];
    for (var option : options) {
      int slot = hash(option, 0, option.length) & (slots.length - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = option.clone();
    }
  }

  @Override
  protected int select(byte[] data, int[] starts, int[] lengths, int[] rows, int count, int[] out) {
    int survivors = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      out[survivors] = row;
      survivors += contains(data, starts[row], lengths[row]) ? 1 : 0;
    }
    return survivors;
  }

  private boolean contains(byte[] data, int start, int length) {
    int slot = hash(data, start, length) & (slots.length - 1);
    for (byte[] option = slots[slot]; option != null; option = slots[slot]) {
      if (option.length == length
          && Arrays.equals(data, start, start + length, option, 0, length)) {
        return true;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return false;
  }

  private static int hash(byte[] data, int start, int length) {
    int hash = length;
    for (int i = start; i < start + length; i++) {
      hash = hash * 31 + data[i];
    }
    return hash ^ hash >>> 15;
  }
}
