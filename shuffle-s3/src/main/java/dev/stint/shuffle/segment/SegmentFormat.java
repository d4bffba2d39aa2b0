package dev.stint.shuffle.segment;

/// The numbers of the segment format, which the module's README gives byte by byte.
final class SegmentFormat {

  /// "STNT", at both ends of the object.
  static final int MAGIC = 0x53544E54;

  static final short VERSION = 1;

  /// Magic, version, two bytes zero.
  static final int HEADER_BYTES = 8;

  /// Segment bytes (8), index bytes, block count, CRC32C of header, index and these 16, magic.
  static final int TRAILER_BYTES = 24;

  /// Of a raw block: row count, key width, key bytes.
  static final int RAW_HEADER_BYTES = 12;

  static final byte CODEC_NONE = 0;
  static final byte CODEC_ZSTD = 1;
  static final int ZSTD_LEVEL = 1;

  /// Of a block before compression: what a reader may have to allocate at once.
  static final int MAX_RAW_BYTES = 1 << 30;

  private SegmentFormat() {}
}
