package dev.stint.coordinator.aws.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The last bytes of what a process printed, as many as Lambda returns with an invocation.
final class OutputTail {

  static final int MAX_BYTES = 4096;

  private final byte[] bytes = new byte[2 * MAX_BYTES];
  private int length;

  synchronized void append(byte[] source, int count) {
    int from = Math.max(0, count - MAX_BYTES);
    int added = count - from;
    if (length + added > bytes.length) {
      int kept = Math.min(length, MAX_BYTES);
      System.arraycopy(bytes, length - kept, bytes, 0, kept);
      length = kept;
    }
    System.arraycopy(source, from, bytes, length, added);
    length += added;
  }

  synchronized String text() {
    int from = Math.max(0, length - MAX_BYTES);
    return new String(Arrays.copyOfRange(bytes, from, length), StandardCharsets.UTF_8);
  }
}
