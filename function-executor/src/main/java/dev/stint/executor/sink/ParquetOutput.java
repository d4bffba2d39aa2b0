package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/// A Parquet file: batches go column by column into Apache Parquet's column writers, which choose
/// dictionaries, cut pages and keep statistics.
final class ParquetOutput implements FileOutput {

  private static final long ROW_GROUP_BYTES = 128L << 20;

  private final UploadStream stream;
  private final MemoryBudget memory;
  private final Map<String, String> metadata;
  private final MessageType schema;
  private final ParquetProperties properties;
  private final CodecFactory codecs;
  private final BytesInputCompressor compressor;
  private final ParquetFileWriter writer;
  private final List<ColumnAppender> appenders = new ArrayList<>();
  private final long rowGroupBytes;

  private ColumnChunkPageWriteStore pages;
  private ColumnWriteStoreV1 columns;
  private long rowGroupRows;
  private long rowCount;
  private long reserved;

  ParquetOutput(
      UploadStream stream,
      Schema schema,
      Map<String, String> metadata,
      ParquetFormat format,
      MemoryBudget memory) {
    this.stream = stream;
    this.memory = memory;
    this.metadata = metadata;
    this.schema = ParquetSchemas.of(schema);
    this.rowGroupBytes = Math.min(ROW_GROUP_BYTES, memory.limitBytes() / 8);
    this.properties =
        ParquetProperties.builder()
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withDictionaryEncoding(true)
            .withAllocator(HeapByteBufferAllocator.getInstance())
            .build();
    this.codecs =
        new CodecFactory(new PlainParquetConfiguration(), properties.getPageSizeThreshold());
    this.compressor = codecs.getCompressor(codec(format));
    this.writer = start(stream);
    for (int column = 0; column < schema.size(); column++) {
      var fileType = this.schema.getType(column).asPrimitiveType().getPrimitiveTypeName();
      appenders.add(new ColumnAppender(schema.type(column), fileType));
    }
    this.pages = newPages();
    this.columns = newColumns(pages);
  }

  private static CompressionCodecName codec(ParquetFormat format) {
    return switch (format.compression()) {
      case "zstd" -> CompressionCodecName.ZSTD;
      case "snappy" -> CompressionCodecName.SNAPPY;
      case "gzip" -> CompressionCodecName.GZIP;
      case "lz4_raw" -> CompressionCodecName.LZ4_RAW;
      case "none" -> CompressionCodecName.UNCOMPRESSED;
      default -> throw new IllegalArgumentException("compression: " + format.compression());
    };
  }

  private ParquetFileWriter start(UploadStream upload) {
    try {
      var created =
          new ParquetFileWriter(
              new UploadFile(upload),
              schema,
              ParquetFileWriter.Mode.CREATE,
              ROW_GROUP_BYTES,
              ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
              properties.getColumnIndexTruncateLength(),
              properties.getStatisticsTruncateLength(),
              properties.getPageWriteChecksumEnabled());
      created.start();
      return created;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private ColumnChunkPageWriteStore newPages() {
    return ColumnChunkPageWriteStore.builder()
        .withCompressorProvider(_ -> compressor)
        .withSchema(schema)
        .withAllocator(properties.getAllocator())
        .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
        .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
        .build();
  }

  private ColumnWriteStoreV1 newColumns(ColumnChunkPageWriteStore store) {
    return new ColumnWriteStoreV1(schema, store, properties);
  }

  @Override
  public void write(Batch rows) {
    var descriptors = schema.getColumns();
    for (int column = 0; column < appenders.size(); column++) {
      var columnWriter = columns.getColumnWriter(descriptors.get(column));
      appenders.get(column).append(rows.column(column), columnWriter);
    }
    for (int row = 0; row < rows.rowCount(); row++) {
      columns.endRecord();
    }
    rowGroupRows += rows.rowCount();
    rowCount += rows.rowCount();
    account();
    if (columns.getBufferedSize() >= rowGroupBytes) {
      endRowGroup();
    }
  }

  private void account() {
    // The pages that are being filled, and those that are compressed and wait for their row group.
    long allocated = columns.getAllocatedSize() + columns.getBufferedSize();
    if (allocated > reserved) {
      memory.reserve("writing " + stream.path(), allocated - reserved);
      reserved = allocated;
    }
  }

  private void endRowGroup() {
    if (rowGroupRows == 0) {
      return;
    }
    try {
      columns.flush();
      writer.startBlock(rowGroupRows);
      pages.flushToFileWriter(writer);
      writer.endBlock();
    } catch (IOException e) {
      throw failure(e);
    }
    columns.close();
    pages.close();
    memory.release(reserved);
    reserved = 0;
    rowGroupRows = 0;
    pages = newPages();
    columns = newColumns(pages);
  }

  @Override
  public long bytes() {
    // What is buffered is mostly encoded but not yet compressed.
    return stream.position() + columns.getBufferedSize() / 2;
  }

  @Override
  public long memoryBytes() {
    return reserved + stream.memoryBytes();
  }

  @Override
  public PendingFile finish() {
    endRowGroup();
    try {
      writer.end(metadata);
    } catch (IOException e) {
      throw failure(e);
    }
    codecs.release();
    return stream.finish(rowCount);
  }

  @Override
  public void abort() {
    memory.release(reserved);
    reserved = 0;
    codecs.release();
    stream.abort();
  }

  /// The stream below throws nothing but our own failures, so this is none of the store's.
  private StintException failure(IOException e) {
    return StintException.internal("cannot write " + stream.path(), e);
  }
}
