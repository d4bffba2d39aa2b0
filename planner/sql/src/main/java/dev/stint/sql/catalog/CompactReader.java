package dev.stint.sql.catalog;

import java.util.Arrays;
import java.util.Objects;

/// Reads a part of `bytes` as Thrift's compact protocol has it. What is damaged ends in an
/// [IndexOutOfBoundsException] or an [IllegalStateException], and never in a loop without end.
final class CompactReader {

  /// What stands where a struct has no more fields.
  static final int STOP = 0;

  static final int I32 = 5;
  static final int I64 = 6;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int STRUCT = 12;

  private static final int BYTE = 3;
  private static final int MAX_DEPTH = 32;

  private final byte[] bytes;
  private final int end;
  private int position;

  CompactReader(byte[] bytes, int start, int end) {
    Objects.checkFromToIndex(start, end, bytes.length);
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /// Where the next byte is read.
  int position() {
    return position;
  }

  private int unsignedByte() {
    Objects.checkIndex(position, end);
    return bytes[position++] & 0xff;
  }

  /// The next field's type with, in its upper half, how far its number is from the last one's;
  /// [#STOP] at the end of the struct.
  int header() {
    return unsignedByte();
  }

  /// The number of the field that `header` begins. It is read when it is far from `last`.
  int field(int header, int last) {
    int distance = header >>> 4;
    return distance == 0 ? Math.toIntExact(integer()) : last + distance;
  }

  /// A whole number of 16, 32 or 64 bits.
  long integer() {
    long zigzag = unsigned();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = unsignedByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("a number has more than 64 bits");
  }

  /// Passes over a text's or binary's length, and gives it: the bytes are the next ones.
  int length() {
    long length = unsigned();
    if (length < 0 || length > end - position) {
      throw new IndexOutOfBoundsException("a text of " + length + " bytes reaches beyond the end");
    }
    return (int) length;
  }

  byte[] binary() {
    int length = length();
    byte[] value = new byte[length];
    System.arraycopy(bytes, position, value, 0, length);
    position += length;
    return value;
  }

  /// Whether the next binary is `expected`; passes over it.
  boolean isBinary(byte[] expected) {
    int length = length();
    int start = position;
    position += length;
    return Arrays.equals(bytes, start, start + length, expected, 0, expected.length);
  }

  /// A list's header: the type of its elements, and in the bits above four how many there are.
  private long list() {
    int header = unsignedByte();
    int size = header >>> 4;
    long count = size == 15 ? unsigned() : size;
    // Each element takes a byte at least.
    if (count < 0 || count > end - position) {
      throw new IndexOutOfBoundsException("a list of " + count + " reaches beyond the end");
    }
    return (count << 4) | (header & 0xf);
  }

  /// How many elements of this type a list has, whose header is read.
  int listOf(int type) {
    long list = list();
    if (count(list) > 0) {
      require((int) list, type);
    }
    return count(list);
  }

  /// Refuses a header whose value is of another type: the bytes are not what they are taken for.
  static void require(int header, int type) {
    if ((header & 0xf) != type) {
      throw new IllegalStateException("a value of type " + (header & 0xf) + " instead of " + type);
    }
  }

  /// How many elements a list has whose header was read.
  private static int count(long list) {
    return (int) (list >>> 4);
  }

  /// Passes over the value of a field with such a header.
  void skip(int header) {
    skip(header & 0xf, 0);
  }

  private void skip(int type, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalStateException("structs are nested too deeply");
    }
    switch (type) {
      case 1, 2 -> {} // A boolean, which is in its field's header.
      case BYTE -> advance(1);
      case 4, I32, I64 -> unsigned();
      case 7 -> advance(Long.BYTES);
      case BINARY -> advance(length());
      case LIST, 10 -> skipList(depth);
      case STRUCT -> skipStruct(depth);
      default -> throw new IllegalStateException("no value has the type " + type);
    }
  }

  private void skipList(int depth) {
    long list = list();
    int type = (int) (list & 0xf);
    boolean isBoolean = type == 1 || type == 2;
    for (int i = count(list); i > 0; i--) {
      skip(isBoolean ? BYTE : type, depth + 1);
    }
  }

  private void skipStruct(int depth) {
    for (int header = header(); header != STOP; header = header()) {
      field(header, 0);
      skip(header & 0xf, depth + 1);
    }
  }

  private void advance(int count) {
    Objects.checkFromIndexSize(position, count, end);
    position += count;
  }
}
