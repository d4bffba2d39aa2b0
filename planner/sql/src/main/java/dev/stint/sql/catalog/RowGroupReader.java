package dev.stint.sql.catalog;

import static dev.stint.sql.catalog.CompactReader.BINARY;
import static dev.stint.sql.catalog.CompactReader.I32;
import static dev.stint.sql.catalog.CompactReader.I64;
import static dev.stint.sql.catalog.CompactReader.LIST;
import static dev.stint.sql.catalog.CompactReader.STOP;
import static dev.stint.sql.catalog.CompactReader.STRUCT;

import dev.stint.sql.catalog.FileSchema.Leaf;
import dev.stint.sql.catalog.RowGroupFacts.Chunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.ColumnOrder;
import org.jspecify.annotations.Nullable;

/// Reads the row groups of one footer. What is not as nearly all writers have it, such as encrypted
/// columns or bounds of before Parquet 2.4, ends in an [IllegalStateException].
final class RowGroupReader {

  private static final int PLAIN_DICTIONARY = 2;
  private static final int RLE_DICTIONARY = 8;
  private static final int DICTIONARY_PAGE = 2;

  private final CompactReader in;
  private final List<Leaf> leaves;

  RowGroupReader(CompactReader in, List<Leaf> leaves) {
    this.in = in;
    this.leaves = leaves;
  }

  List<RowGroupFacts> all() {
    int count = in.listOf(STRUCT);
    var groups = new ArrayList<RowGroupFacts>(count);
    for (int i = 0; i < count; i++) {
      groups.add(new Group().read());
    }
    return groups;
  }

  private long whole(int header) {
    CompactReader.require(header, I64);
    return in.integer();
  }

  /// Parquet's `RowGroup`.
  private final class Group {

    private final List<Chunk> chunks = new ArrayList<>();
    private long rowCount = -1;
    private long start;
    private long bytes;

    RowGroupFacts read() {
      int field = 0;
      for (int header = in.header(); header != STOP; header = in.header()) {
        field = in.field(header, field);
        switch (field) {
          case 1 -> columns(header);
          case 3 -> rowCount = whole(header);
          default -> in.skip(header);
        }
      }
      if (chunks.isEmpty() || rowCount < 0) {
        throw new IllegalStateException("a row group lacks rows or columns");
      }
      return new RowGroupFacts(rowCount, start, bytes, chunks);
    }

    private void columns(int header) {
      CompactReader.require(header, LIST);
      int count = in.listOf(STRUCT);
      if (count != leaves.size()) {
        throw new IllegalStateException("a row group has other columns than the schema");
      }
      for (int column = 0; column < count; column++) {
        var chunk = new ChunkReader(leaves.get(column));
        chunk.read();
        bytes += chunk.bytes;
        start = column == 0 ? chunk.start() : start;
        if (chunk.leaf.isFlat()) {
          chunks.add(chunk.facts());
        }
      }
    }
  }

  /// Parquet's `ColumnChunk` with its `ColumnMetaData`.
  private final class ChunkReader {

    private final Leaf leaf;
    private long valueCount = -1;
    private long bytes = -1;
    private long dataPage = -1;
    private long dictionaryPage;
    private boolean isOfDictionary;
    private @Nullable Statistics<?> statistics;

    ChunkReader(Leaf leaf) {
      this.leaf = leaf;
    }

    long start() {
      return dictionaryPage > 0 && dictionaryPage < dataPage ? dictionaryPage : dataPage;
    }

    Chunk facts() {
      return new Chunk(
          leaf,
          valueCount,
          bytes,
          isOfDictionary,
          dataPage - dictionaryPage,
          statistics == null ? RowGroupFacts.none(leaf) : statistics);
    }

    void read() {
      int field = 0;
      for (int header = in.header(); header != STOP; header = in.header()) {
        field = in.field(header, field);
        switch (field) {
          case 3 -> metadata(header);
          case 1, 8, 9 -> throw new IllegalStateException("is elsewhere, or encrypted");
          default -> in.skip(header);
        }
      }
      if (valueCount < 0 || bytes < 0 || dataPage < 0) {
        throw new IllegalStateException("a column chunk lacks its place or size");
      }
    }

    private void metadata(int structHeader) {
      CompactReader.require(structHeader, STRUCT);
      int field = 0;
      for (int header = in.header(); header != STOP; header = in.header()) {
        field = in.field(header, field);
        switch (field) {
          case 2 -> encodings(header);
          case 3 -> path(header);
          case 5 -> valueCount = whole(header);
          case 7 -> bytes = whole(header);
          case 9 -> dataPage = whole(header);
          case 11 -> dictionaryPage = whole(header);
          case 12 -> statistics(header);
          case 13 -> pages(header);
          default -> in.skip(header);
        }
      }
    }

    /// The chunk must be of the column that stands in its place in the schema.
    private void path(int header) {
      CompactReader.require(header, LIST);
      int count = in.listOf(BINARY);
      if (count == 0 || leaf.isFlat() != (count == 1) || !in.isBinary(leaf.name().bytes())) {
        throw new IllegalStateException("a column chunk is of another column");
      }
      for (int i = 1; i < count; i++) {
        in.skip(BINARY);
      }
    }

    /// Of all pages; [#pages] says it better, where it is there.
    private void encodings(int header) {
      CompactReader.require(header, LIST);
      for (int i = in.listOf(I32); i > 0; i--) {
        isOfDictionary |= isDictionary(in.integer());
      }
    }

    private static boolean isDictionary(long encoding) {
      return encoding == PLAIN_DICTIONARY || encoding == RLE_DICTIONARY;
    }

    private void pages(int header) {
      CompactReader.require(header, LIST);
      boolean hasDictionary = false;
      boolean hasCoded = false;
      boolean hasOther = false;
      for (int i = in.listOf(STRUCT); i > 0; i--) {
        var page = page();
        hasDictionary |= page.kind == DICTIONARY_PAGE;
        hasCoded |= page.kind != DICTIONARY_PAGE && isDictionary(page.encoding);
        hasOther |= page.kind != DICTIONARY_PAGE && !isDictionary(page.encoding);
      }
      isOfDictionary = hasDictionary && hasCoded && !hasOther;
    }

    private Page page() {
      long kind = -1;
      long encoding = -1;
      int field = 0;
      for (int header = in.header(); header != STOP; header = in.header()) {
        field = in.field(header, field);
        switch (field) {
          case 1 -> kind = in.integer();
          case 2 -> encoding = in.integer();
          default -> in.skip(header);
        }
      }
      return new Page(kind, encoding);
    }

    private void statistics(int structHeader) {
      CompactReader.require(structHeader, STRUCT);
      long nullCount = -1;
      byte @Nullable [] min = null;
      byte @Nullable [] max = null;
      boolean isOld = false;
      int field = 0;
      for (int header = in.header(); header != STOP; header = in.header()) {
        field = in.field(header, field);
        switch (field) {
          case 3 -> nullCount = whole(header);
          case 5 -> max = bound(header);
          case 6 -> min = bound(header);
          default -> {
            isOld |= field <= 2;
            in.skip(header);
          }
        }
      }
      if (isOld && (min == null || max == null)) {
        throw new IllegalStateException("bounds are in an order that only their writer tells");
      }
      statistics = statistics(nullCount, min, max);
    }

    private byte[] bound(int header) {
      CompactReader.require(header, BINARY);
      return in.binary();
    }

    private Statistics<?> statistics(long nullCount, byte @Nullable [] min, byte @Nullable [] max) {
      var builder = Statistics.getBuilderForReading(leaf.primitive());
      if (nullCount >= 0) {
        builder.withNumNulls(nullCount);
      }
      boolean isOrdered = leaf.primitive().columnOrder().equals(ColumnOrder.typeDefined());
      if (min != null && max != null && (isOrdered || Arrays.equals(min, max))) {
        builder.withMin(min).withMax(max);
      }
      return builder.build();
    }
  }

  private record Page(long kind, long encoding) {}
}
