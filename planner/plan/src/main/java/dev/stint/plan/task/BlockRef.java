package dev.stint.plan.task;

/// An index entry: where a block lies in its segment (bytes), what it takes uncompressed, how many
/// rows it has, the keys of its first and last row, and the CRC32C of its `length` bytes.
public record BlockRef(
    long offset,
    int length,
    int rawLength,
    int rowCount,
    SortableKey firstKey,
    SortableKey lastKey,
    int crc32c) {}
