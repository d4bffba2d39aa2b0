package dev.stint.coordinator.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes text as bytes into a buffer, and the buffer into a stream when it is full.
final class ByteText {

  /// More than any one row takes.
  private static final int MARGIN = 1024;

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 18];
  private int length;

  ByteText(OutputStream out) {
    this.out = out;
  }

  void text(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  void character(char ascii) {
    buffer[length++] = (byte) ascii;
  }

  void number(int value) {
    if (value >= 10) {
      number(value / 10);
    }
    buffer[length++] = (byte) ('0' + value % 10);
  }

  void twoDigits(int value) {
    buffer[length++] = (byte) ('0' + value / 10);
    buffer[length++] = (byte) ('0' + value % 10);
  }

  /// Hundredths with one or two places: `9.75`, `0.5`, `12.0`.
  void hundredths(int value) {
    int magnitude = Math.abs(value);
    if (value < 0) {
      character('-');
    }
    number(magnitude / 100);
    character('.');
    buffer[length++] = (byte) ('0' + magnitude / 10 % 10);
    if (magnitude % 10 != 0) {
      buffer[length++] = (byte) ('0' + magnitude % 10);
    }
  }

  void endRow() throws IOException {
    buffer[length++] = '\n';
    if (length > buffer.length - MARGIN) {
      flush();
    }
  }

  void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}
