package dev.stint.shuffle.segment;

import dev.stint.shuffle.store.ObjectPath;

/// Whether a segment's blocks are compressed. Readers find that out block by block.
public enum BlockCompression {
  NONE,
  ZSTD;

  /// What a segment at `path` costs least with: compression is quicker than a network, but local
  /// files are quicker than compression.
  public static BlockCompression of(String path) {
    return ObjectPath.parse(path).scheme() == ObjectPath.Scheme.FILE ? NONE : ZSTD;
  }
}
