package dev.stint.executor.scan.parquet;

/// The arrays that the pages of one column are decompressed into, in turn, for as long as a file's
/// splits are read: a fresh array costs more, in memory that no cache holds and no page table knows
/// yet, than what is written to it.
///
/// The bytes of a page stay as they are until as many pages follow as there are arrays.
final class PageBuffers {

  private final byte[][] arrays;
  private int next;

  private PageBuffers(int count) {
    this.arrays = new byte[count][0];
  }

  /// For values that are copied out before the next page is decompressed.
  static PageBuffers ofCopied() {
    return new PageBuffers(1);
  }

  /// For vectors that point into the page of their rows, or into this page and the one before.
  static PageBuffers ofShared() {
    return new PageBuffers(2);
  }

  /// An array of at least `length` bytes, with anything in it.
  byte[] next(int length) {
    int slot = next;
    next = (next + 1) % arrays.length;
    if (arrays[slot].length < length) {
      arrays[slot] = new byte[length];
    }
    return arrays[slot];
  }
}
