package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that order as the values they encode: compared unsigned, byte by byte, a prefix first.
public final class SortableKey implements Comparable<SortableKey> {

  public static final SortableKey EMPTY = new SortableKey(new byte[0]);

  private final byte[] bytes;

  private SortableKey(byte[] bytes) {
    this.bytes = bytes;
  }

  public static SortableKey copyOf(byte[] bytes, int from, int to) {
    return new SortableKey(Arrays.copyOfRange(bytes, from, to));
  }

  /// The key of a hash exchange's bucket. `bucket` may equal the bucket count: the end of a range.
  public static SortableKey ofBucket(int bucket) {
    return new SortableKey(new byte[] {(byte) (bucket >>> 8), (byte) bucket});
  }

  @JsonCreator
  public static SortableKey fromHex(String hex) {
    return new SortableKey(HexFormat.of().parseHex(hex));
  }

  /// A copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(SortableKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SortableKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @JsonValue
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
