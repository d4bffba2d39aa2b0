package dev.stint.executor.bag;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;

/// The element that is there most often; the first of several.
final class ModeReading extends BytesReading {

  /// The element given last, and how often it came so far.
  private byte[] element = new byte[0];

  private int length;
  private long count;

  private byte[] mode = new byte[0];
  private int modeLength;
  private long most;

  ModeReading(MemoryAccount memory) {
    super(memory);
  }

  @Override
  public void begin(BagSize size) {
    count = 0;
    most = 0;
  }

  @Override
  public void take(byte[] data, int start, int taken, long times) {
    if (count > 0 && Arrays.equals(element, 0, length, data, start, start + taken)) {
      count += times;
      return;
    }
    compare();
    if (element.length < taken) {
      element = new byte[2 * taken];
    }
    System.arraycopy(data, start, element, 0, taken);
    length = taken;
    count = times;
  }

  private void compare() {
    if (count > most) {
      byte[] spare = mode;
      mode = element;
      element = spare;
      modeLength = length;
      most = count;
    }
  }

  @Override
  public void end() {
    compare();
    if (most == 0) {
      results.endNull();
    } else {
      results.append(mode, 0, modeLength);
      results.endGroup();
    }
  }
}
