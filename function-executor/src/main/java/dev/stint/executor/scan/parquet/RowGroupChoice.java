package dev.stint.executor.scan.parquet;

import dev.stint.executor.memory.MemoryBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.compat.RowGroupFilter;
import org.apache.parquet.filter2.compat.RowGroupFilter.FilterLevel;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// Which row groups of a file, and which of their rows, a predicate may accept: beyond the footer's
/// statistics it asks page indexes, Bloom filters and dictionaries, of all row groups in one go.
///
/// What is asked must be cheap beside what it may spare. A request counts as much as the bytes that
/// come in its time, since a Bloom filter of 47 bytes costs as much as a megabyte of data.
final class RowGroupChoice {

  /// What S3 sends a function in the time that a request takes to answer, and about what a function
  /// of 1,769 MB costs in the time of as many bytes as one request is billed.
  private static final long REQUEST_BYTES = 1 << 20;

  /// As a share of what may be spared.
  private static final long MIN_GAIN = 8;

  private final ParquetFileReader reader;
  private final FetchedStream stream;
  private final MessageType columns;
  private final FilterPredicate predicate;
  private final List<BlockMetaData> blocks;
  private final MemoryBudget memory;
  private final long requestBytes;

  private RowGroupChoice(
      ParquetFileReader reader,
      FetchedStream stream,
      MessageType columns,
      FilterPredicate predicate,
      MemoryBudget memory) {
    this.reader = reader;
    this.stream = stream;
    this.columns = columns;
    this.predicate = predicate;
    this.blocks = reader.getRowGroups();
    this.memory = memory;
    this.requestBytes = stream.canFetch() ? REQUEST_BYTES : 0;
  }

  /// Those of `reader`, which has left out by statistics what `predicate` rules out, and is to read
  /// `columns`. `null` accepts all. What is fetched takes of `memory` until this returns.
  static List<WantedGroup> of(
      ParquetFileReader reader,
      FetchedStream stream,
      MessageType columns,
      @Nullable FilterPredicate predicate,
      MemoryBudget memory)
      throws IOException {
    if (predicate == null) {
      return all(reader.getRowGroups(), columns);
    }
    return new RowGroupChoice(reader, stream, columns, predicate, memory).choose();
  }

  private static List<WantedGroup> all(List<BlockMetaData> blocks, MessageType columns) {
    var wanted = new ArrayList<WantedGroup>();
    for (var block : blocks) {
      var rows = RowRanges.createSingle(block.getRowCount()).getRanges();
      wanted.add(WantedGroup.of(wanted.size(), block, rows, columns));
    }
    return wanted;
  }

  private List<WantedGroup> choose() throws IOException {
    long spared =
        cost(ranges(columns::containsField, chunk -> Stream.of(WantedGroup.range(chunk))));
    var asked = new ArrayList<>(ranges(columns::containsField, RowGroupChoice::pageIndexes));
    var levels = EnumSet.noneOf(FilterLevel.class);
    addIfCheap(FilterLevel.BLOOMFILTER, RowGroupChoice::bloomFilter, spared, levels, asked);
    addIfCheap(FilterLevel.DICTIONARY, RowGroupChoice::dictionary, spared, levels, asked);
    var recalled = stream.recall(asked);
    asked.removeIf(stream::holds);
    var fetched = stream.canFetch() && hasRoom(asked) ? merged(asked) : List.<ByteRange>of();
    long bytes = bytes(fetched);
    memory.reserve("what a filter asks of a file", bytes);
    try {
      stream.fetch(fetched, asked);
      var wanted = wanted(levels);
      stream.forget(fetched);
      stream.forget(recalled);
      return wanted;
    } finally {
      memory.release(bytes);
    }
  }

  /// Without it the reader asks for one after the other.
  private boolean hasRoom(List<ByteRange> ranges) {
    return bytes(merged(ranges)) <= memory.availableBytes() / 4;
  }

  private static long bytes(List<ByteRange> ranges) {
    return ranges.stream().mapToLong(ByteRange::length).sum();
  }

  private void addIfCheap(
      FilterLevel level,
      Function<ColumnChunkMetaData, Stream<ByteRange>> part,
      long spared,
      Set<FilterLevel> levels,
      List<ByteRange> asked) {
    var ranges = ranges(Predicates.columnsAskedForValues(predicate)::contains, part);
    if (!ranges.isEmpty() && cost(ranges) * MIN_GAIN <= spared && hasRoom(ranges)) {
      levels.add(level);
      asked.addAll(ranges);
    }
  }

  private List<ByteRange> ranges(
      Predicate<String> isAsked, Function<ColumnChunkMetaData, Stream<ByteRange>> part) {
    return blocks.stream()
        .flatMap(block -> block.getColumns().stream())
        .filter(chunk -> isAsked.test(chunk.getPath().toArray()[0]))
        .flatMap(part)
        .toList();
  }

  private long cost(List<ByteRange> ranges) {
    var requests = merged(ranges);
    return bytes(requests) + requests.size() * requestBytes;
  }

  private List<ByteRange> merged(List<ByteRange> ranges) {
    return ByteRange.merged(ranges, requestBytes, ReadAhead.MAX_REQUEST_BYTES);
  }

  private static Stream<ByteRange> pageIndexes(ColumnChunkMetaData chunk) {
    return Stream.of(chunk.getColumnIndexReference(), chunk.getOffsetIndexReference())
        .flatMap(Stream::ofNullable)
        .map(RowGroupChoice::range);
  }

  private static ByteRange range(IndexReference reference) {
    return ByteRange.of(reference.getOffset(), reference.getLength());
  }

  /// Old files do not say how long it is: such a one is not worth a guess.
  private static Stream<ByteRange> bloomFilter(ColumnChunkMetaData chunk) {
    return chunk.getBloomFilterOffset() < 0 || chunk.getBloomFilterLength() < 0
        ? Stream.of()
        : Stream.of(ByteRange.of(chunk.getBloomFilterOffset(), chunk.getBloomFilterLength()));
  }

  private static Stream<ByteRange> dictionary(ColumnChunkMetaData chunk) {
    long from = chunk.getDictionaryPageOffset();
    return chunk.hasDictionaryPage() && from > 0 && from < chunk.getFirstDataPageOffset()
        ? Stream.of(new ByteRange(from, chunk.getFirstDataPageOffset()))
        : Stream.of();
  }

  private List<WantedGroup> wanted(Set<FilterLevel> levels) {
    var kept = new IdentityHashMap<BlockMetaData, Boolean>();
    RowGroupFilter.filterRowGroups(List.copyOf(levels), FilterCompat.get(predicate), blocks, reader)
        .forEach(block -> kept.put(block, true));
    var wanted = new ArrayList<WantedGroup>();
    for (int index = 0; index < blocks.size(); index++) {
      var rows =
          kept.containsKey(blocks.get(index))
              ? reader.getRowRanges(index).getRanges()
              : List.<RowRanges.Range>of();
      if (!rows.isEmpty()) {
        wanted.add(WantedGroup.of(index, blocks.get(index), rows, columns));
      }
    }
    return wanted;
  }
}
