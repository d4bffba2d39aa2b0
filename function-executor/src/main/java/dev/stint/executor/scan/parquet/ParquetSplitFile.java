package dev.stint.executor.scan.parquet;

import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.parquet.ParquetColumns.FileColumn;
import dev.stint.executor.scan.source.ReadFailures;
import dev.stint.executor.scan.source.TableFiles;
import dev.stint.executor.scan.warm.FileVersion;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// A file opened for some of its splits: its columns as the scan wants them, and their row groups.
record ParquetSplitFile(List<@Nullable FileColumn> columns, RowGroups rowGroups) {

  /// Footers are not compressed.
  private static final ParquetReadOptions FOOTER =
      ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

  /// `condition` is true for every row that is wanted; what it rules out is not read.
  static ParquetSplitFile open(
      ScanNode scan, List<Split> splits, TaskContext context, @Nullable Expression condition) {
    var path = splits.getFirst().path();
    var file = TableFiles.open(splits.getFirst(), context.store(), context.counters());
    SeekableInputStream stream = null;
    try {
      var version = TableFiles.version(splits.getFirst());
      var warm = context.files();
      var known = warm.footers().find(version);
      stream = file.newStream();
      var fetched =
          known == null
              ? FetchedStream.open(stream, splits.getFirst().fileBytes(), warm.ranges(), version)
              : FetchedStream.ofKnown(stream, warm.ranges(), version);
      stream = fetched;
      var footer = known == null ? read(file, version, fetched, context) : known;
      return open(scan, splits, context, condition, file, footer, fetched);
    } catch (IOException e) {
      close(stream, e);
      throw ReadFailures.ofIo(path, e);
    } catch (StintException e) {
      close(stream, e);
      throw e;
    } catch (RuntimeException e) {
      close(stream, e);
      throw ReadFailures.ofRuntime(path, e);
    }
  }

  private static ParquetMetadata read(
      InputFile file, @Nullable FileVersion version, FetchedStream stream, TaskContext context)
      throws IOException {
    var footer = ParquetFileReader.readFooter(file, FOOTER, stream);
    context.files().footers().put(version, footer);
    return footer;
  }

  private static ParquetSplitFile open(
      ScanNode scan,
      List<Split> splits,
      TaskContext context,
      @Nullable Expression condition,
      InputFile file,
      ParquetMetadata footer,
      FetchedStream stream)
      throws IOException {
    var path = splits.getFirst().path();
    var schema = footer.getFileMetaData().getSchema();
    var calendar =
        FileCalendar.of(
            footer.getFileMetaData().getKeyValueMetaData(),
            scan.format() instanceof ParquetFormat format ? format : ParquetFormat.DEFAULT,
            context.request().fragment().zone());
    var columns = ParquetColumns.find(path, scan, schema, calendar);
    var blocks = within(splits, footer);
    refuseCodecs(path, columns, blocks);
    var predicate = condition == null ? null : Predicates.of(condition, columns);
    var arrays = new ChunkArrays();
    var reader = new ParquetFileReader(file, blocks, options(predicate, arrays), stream);
    var requested = requested(schema, columns);
    reader.setRequestedSchema(requested);
    var groups = RowGroupChoice.of(reader, stream, requested, predicate, context.memory());
    var ahead = new ReadAhead(path, stream, groups, context.memory());
    return new ParquetSplitFile(
        columns, new RowGroups(path, reader, requested, groups, ahead, arrays));
  }

  private static void refuseCodecs(
      String path, List<@Nullable FileColumn> columns, ParquetMetadata footer) {
    for (var block : footer.getBlocks()) {
      for (var chunk : block.getColumns()) {
        if (LazyCodecs.isRefused(chunk.getCodec()) && isRead(chunk, columns)) {
          throw StintException.user(
              "%s: column '%s' is compressed with %s, which is not read; write the file with zstd, snappy, gzip or lz4_raw"
                  .formatted(path, chunk.getPath().toDotString(), chunk.getCodec()));
        }
      }
    }
  }

  private static boolean isRead(ColumnChunkMetaData chunk, List<@Nullable FileColumn> columns) {
    return columns.stream()
        .flatMap(Stream::ofNullable)
        .anyMatch(
            column ->
                List.of(chunk.getPath().toArray())
                    .equals(List.of(column.descriptor().getPath()[0])));
  }

  private static ParquetReadOptions options(
      @Nullable FilterPredicate predicate, ChunkArrays arrays) {
    var builder =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new LazyCodecs())
            .withAllocator(arrays)
            .withUseHadoopVectoredIo(true)
            .usePageChecksumVerification(true);
    return predicate == null
        ? builder.build()
        : builder
            .withRecordFilter(FilterCompat.get(predicate))
            .useDictionaryFilter(false)
            .useBloomFilter(false)
            .build();
  }

  /// The row groups that begin in one of the splits.
  private static ParquetMetadata within(List<Split> splits, ParquetMetadata footer) {
    var blocks =
        footer.getBlocks().stream()
            .filter(block -> block.getRowCount() > 0)
            .filter(block -> splits.stream().anyMatch(split -> holds(split, block)))
            .toList();
    return new ParquetMetadata(footer.getFileMetaData(), blocks);
  }

  private static boolean holds(Split split, BlockMetaData block) {
    long start = block.getStartingPos();
    return start >= split.offset() && start < split.offset() + split.length();
  }

  private static MessageType requested(MessageType schema, List<@Nullable FileColumn> columns) {
    var types =
        columns.stream()
            .filter(Objects::nonNull)
            .map(column -> column.descriptor().getPath()[0])
            .distinct()
            .map(schema::getType)
            .toArray(Type[]::new);
    return new MessageType(schema.getName(), types);
  }

  private static void close(@Nullable SeekableInputStream stream, Exception because) {
    try {
      if (stream != null) {
        stream.close();
      }
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
