package dev.stint.executor.scan.parquet;

import java.util.List;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;

/// A row group to read: its place among those of the reader, the ranges of rows that the filter may
/// accept, and the chunks of the columns that are read.
record WantedGroup(
    int index,
    BlockMetaData metadata,
    List<RowRanges.Range> ranges,
    List<ColumnChunkMetaData> chunks) {

  /// Of a column: a page and a dictionary, decompressed, as large as most writers make them.
  private static final long DECODED_BYTES = 2 << 20;

  private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  static WantedGroup of(
      int index, BlockMetaData metadata, List<RowRanges.Range> ranges, MessageType columns) {
    return new WantedGroup(index, metadata, List.copyOf(ranges), chunks(metadata, columns));
  }

  /// Those of `columns` in a row group.
  static List<ColumnChunkMetaData> chunks(BlockMetaData metadata, MessageType columns) {
    return metadata.getColumns().stream()
        .filter(chunk -> columns.containsField(chunk.getPath().toArray()[0]))
        .toList();
  }

  static ByteRange range(ColumnChunkMetaData chunk) {
    return ByteRange.of(chunk.getStartingPos(), chunk.getTotalSize());
  }

  /// What is read for sure, so that it may be fetched before the reader asks for it: of a row group
  /// of which the filter accepts some pages only the reader knows the pages, and a chunk that no
  /// array holds it reads by pieces.
  List<ByteRange> wholeChunks() {
    long rows = ranges.stream().mapToLong(range -> range.to + 1 - range.from).sum();
    boolean fitArrays = chunks.stream().allMatch(it -> it.getTotalSize() <= MAX_ARRAY_BYTES);
    return rows == metadata.getRowCount() && fitArrays
        ? chunks.stream().map(WantedGroup::range).toList()
        : List.of();
  }

  /// Compressed, of all chunks.
  long chunkBytes() {
    return chunks.stream().mapToLong(ColumnChunkMetaData::getTotalSize).sum();
  }

  /// What decoding takes beside the chunks.
  long decodedBytes() {
    return chunks.stream()
        .mapToLong(chunk -> Math.min(chunk.getTotalUncompressedSize(), DECODED_BYTES))
        .sum();
  }
}
