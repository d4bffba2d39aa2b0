package dev.stint.sql.catalog;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// What a footer says of a row group, as far as planning asks: where it is, and of its flat columns
/// their chunks. `start` is its first byte in the file, `bytes` what it takes there.
record RowGroupFacts(long rowCount, long start, long bytes, List<Chunk> chunks) {

  /// `dictionaryBytes` are those of the dictionary's page with its header, where all values are
  /// coded by it. `statistics` are empty where the file has none that can be relied on.
  record Chunk(
      FileSchema.Leaf leaf,
      long valueCount,
      long bytes,
      boolean isDictionaryEncoded,
      long dictionaryBytes,
      Statistics<?> statistics) {

    private static Chunk of(ColumnChunkMetaData chunk, FileSchema.Leaf leaf) {
      var statistics = chunk.getStatistics();
      return new Chunk(
          leaf,
          chunk.getValueCount(),
          chunk.getTotalSize(),
          isDictionaryEncoded(chunk),
          chunk.getFirstDataPageOffset() - chunk.getDictionaryPageOffset(),
          statistics == null ? none(leaf) : statistics);
    }

    private static boolean isDictionaryEncoded(ColumnChunkMetaData chunk) {
      var encodings = chunk.getEncodingStats();
      return chunk.hasDictionaryPage()
          && (encodings == null || !encodings.hasNonDictionaryEncodedPages());
    }
  }

  static Statistics<?> none(FileSchema.Leaf leaf) {
    return Statistics.getBuilderForReading(leaf.primitive()).build();
  }

  /// As Parquet's own reader has it.
  static RowGroupFacts of(BlockMetaData block, FileSchema schema) {
    var chunks = new ArrayList<Chunk>();
    for (int column = 0; column < block.getColumns().size(); column++) {
      var leaf = schema.leaves().get(column);
      if (leaf.isFlat()) {
        chunks.add(Chunk.of(block.getColumns().get(column), leaf));
      }
    }
    return new RowGroupFacts(
        block.getRowCount(), block.getStartingPos(), block.getCompressedSize(), chunks);
  }
}
