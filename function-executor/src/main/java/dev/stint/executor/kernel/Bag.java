package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import java.util.Arrays;

/// Goes through the entries of a bag: for each a number and a length, as seven bits a byte, the
/// lowest first, the highest bit set in all bytes but the last; then the element.
public final class Bag {

  private static final int MAX_NUMBER_BYTES = 10;

  private final byte[] data;
  private final int start;
  private final int end;
  private int at;
  private long count;
  private int elementStart;
  private int elementLength;

  public Bag(byte[] data, int start, int end) {
    this.data = data;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  static Bag of(BytesVector bags, int row) {
    int start = bags.starts()[row];
    return new Bag(bags.data(), start, start + bags.lengths()[row]);
  }

  static byte[] entry(long count, byte[] element) {
    byte[] entry = new byte[2 * MAX_NUMBER_BYTES + element.length];
    int end = write(entry, 0, count, element, 0, element.length);
    return Arrays.copyOf(entry, end);
  }

  /// Writes an entry at a place; gives where it ends.
  public static int write(
      byte[] target, int at, long count, byte[] data, int elementStart, int elementLength) {
    int next = writeNumber(target, writeNumber(target, at, count), elementLength);
    System.arraycopy(data, elementStart, target, next, elementLength);
    return next + elementLength;
  }

  private static int writeNumber(byte[] target, int at, long number) {
    int next = at;
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      target[next++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    target[next++] = (byte) rest;
    return next;
  }

  /// Goes to the next entry, if there is one.
  public boolean next() {
    if (at >= end) {
      return false;
    }
    count = readNumber();
    elementLength = Math.toIntExact(readNumber());
    elementStart = at;
    at += elementLength;
    return true;
  }

  private long readNumber() {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = data[at++];
      number |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return number;
      }
    }
  }

  /// How often the element is there.
  public long count() {
    return count;
  }

  byte[] data() {
    return data;
  }

  public int elementStart() {
    return elementStart;
  }

  public int elementLength() {
    return elementLength;
  }

  byte[] element() {
    return Arrays.copyOfRange(data, elementStart, elementStart + elementLength);
  }

  /// How many elements there are, each as often as it is there.
  long size() {
    at = start;
    long size = 0;
    while (next()) {
      size += count;
    }
    at = start;
    return size;
  }

  /// How many entries there are.
  public int entryCount() {
    at = start;
    int entries = 0;
    while (next()) {
      entries++;
    }
    at = start;
    return entries;
  }

  /// How often the element of each entry is there.
  public long[] counts() {
    long[] counts = new long[entryCount()];
    for (int entry = 0; next(); entry++) {
      counts[entry] = count;
    }
    at = start;
    return counts;
  }

  /// The element of each entry; they share the bag's bytes.
  public BytesVector elements() {
    int entries = entryCount();
    int[] starts = new int[entries];
    int[] lengths = new int[entries];
    for (int entry = 0; next(); entry++) {
      starts[entry] = elementStart;
      lengths[entry] = elementLength;
    }
    at = start;
    return new BytesVector(entries, data, starts, lengths, null);
  }

  /// Goes to element number `place`, from 0, in the order of the entries; gives where it starts.
  int seek(long place) {
    at = start;
    long passed = 0;
    while (next()) {
      passed += count;
      if (passed > place) {
        return elementStart;
      }
    }
    throw new IllegalArgumentException("element " + place + " of " + passed);
  }
}
