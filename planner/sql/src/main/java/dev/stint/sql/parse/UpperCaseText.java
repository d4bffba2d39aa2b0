package dev.stint.sql.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// Text that the grammar sees in capitals, as its keywords are written, and tokens as it is. Places
/// are indexes of Java's characters.
final class UpperCaseText implements CharStream {

  private final String text;
  private int at;

  UpperCaseText(String text) {
    this.text = text;
  }

  @Override
  public void consume() {
    if (at >= text.length()) {
      throw new IllegalStateException("there is nothing left to read");
    }
    at++;
  }

  @Override
  public int LA(int distance) {
    int index = distance < 0 ? at + distance : at + distance - 1;
    if (distance == 0 || index < 0) {
      return 0;
    }
    return index >= text.length() ? IntStream.EOF : Character.toUpperCase(text.charAt(index));
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = Math.min(index, text.length());
  }

  @Override
  public int size() {
    return text.length();
  }

  @Override
  public String getSourceName() {
    return "statement";
  }

  @Override
  public String getText(Interval interval) {
    int end = Math.min(interval.b + 1, text.length());
    return interval.a >= end ? "" : text.substring(interval.a, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
