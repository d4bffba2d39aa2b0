package dev.stint.shuffle.segment;

import java.nio.ByteBuffer;

/// A decoded block: its rows' keys, and what the writer stored of their columns. Never changes; its
/// bytes are its own. Blocks are equal only if they are the same object, so they can be told apart
/// when rows of several are interleaved.
public final class Block {

  private final BlockKeys keys;
  private final byte[] bytes;
  private final int payloadOffset;

  Block(BlockKeys keys, byte[] bytes, int payloadOffset) {
    this.keys = keys;
    this.bytes = bytes;
    this.payloadOffset = payloadOffset;
  }

  public int rowCount() {
    return keys.rowCount();
  }

  public BlockKeys keys() {
    return keys;
  }

  /// The array that holds the payload, to be read only.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the payload begins and ends in [#bytes].
  public int payloadOffset() {
    return payloadOffset;
  }

  public int payloadEnd() {
    return bytes.length;
  }

  /// The payload, read only, big endian.
  public ByteBuffer payload() {
    return ByteBuffer.wrap(bytes, payloadOffset, bytes.length - payloadOffset)
        .slice()
        .asReadOnlyBuffer();
  }
}
