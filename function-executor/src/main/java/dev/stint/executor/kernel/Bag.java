package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import java.util.Arrays;

/// Goes through the entries of a bag: for each a number and a length, as seven bits a byte, the
/// lowest first, the highest bit set in all bytes but the last; then the element.
public final class Bag {

  private static final int MAX_NUMBER_BYTES = 10;

  /// What an entry takes beside its element, at most.
  public static final int MAX_ENTRY_BYTES = 2 * MAX_NUMBER_BYTES;

  private static final int MIN_PIECE_BYTES = 4 << 10;
  private static final int MAX_PIECE_BYTES = 64 << 10;
  private static final int MEMORY_PIECES = 1 << 10;

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

  /// Larger bags travel in pieces of about so many bytes, where the memory has `limitBytes`.
  public static int pieceBytes(long limitBytes) {
    return Math.clamp(limitBytes / MEMORY_PIECES, MIN_PIECE_BYTES, MAX_PIECE_BYTES);
  }

  public static Bag of(BytesVector bags, int row) {
    int start = bags.starts()[row];
    return new Bag(bags.data(), start, start + bags.lengths()[row]);
  }

  static byte[] entry(long count, byte[] element) {
    byte[] entry = new byte[MAX_ENTRY_BYTES + element.length];
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

  /// Where the next entry starts, or all of them end.
  public int position() {
    return at;
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

  /// Goes past so many entries as begin within the next `maxBytes`; gives where these end.
  public int passPiece(int maxBytes) {
    int from = at;
    boolean hasMore = true;
    while (hasMore && at - from < maxBytes) {
      hasMore = next();
    }
    return at;
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

  public byte[] data() {
    return data;
  }

  public int elementStart() {
    return elementStart;
  }

  public int elementLength() {
    return elementLength;
  }

  /// Begins again with the first entry.
  public void rewind() {
    at = start;
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
}
