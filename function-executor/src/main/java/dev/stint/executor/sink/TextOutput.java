package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// A text file: a record per row, each column's values made into text beforehand.
final class TextOutput implements FileOutput {

  /// Writes the rows of a batch as records.
  interface RecordWriter {

    /// What a file begins with.
    void header(RecordBytes out);

    /// `vectors` hold the columns' texts.
    void records(List<TextColumn> columns, List<Vector> vectors, int rowCount, RecordBytes out);
  }

  private final UploadStream upload;
  private final OutputStream stream;
  private final List<TextColumn> columns;
  private final RecordWriter writer;
  private final MemoryAccount memory;
  private final RecordBytes bytes;
  private long rowCount;

  TextOutput(
      UploadStream upload,
      boolean isGzip,
      List<TextColumn> columns,
      RecordWriter writer,
      MemoryBudget budget) {
    this.upload = upload;
    this.memory = new MemoryAccount(budget, "writing " + upload.path());
    this.bytes = new RecordBytes(memory);
    this.columns = columns;
    this.writer = writer;
    this.stream = isGzip ? gzip(upload) : upload;
  }

  /// Begins the file.
  TextOutput start() {
    writer.header(bytes);
    emit();
    return this;
  }

  private static OutputStream gzip(UploadStream upload) {
    try {
      return new GZIPOutputStream(upload, 64 << 10);
    } catch (IOException e) {
      throw StintException.internal("cannot write " + upload.path(), e);
    }
  }

  @Override
  public void write(Batch rows) {
    var vectors = new ArrayList<Vector>();
    for (int column = 0; column < columns.size(); column++) {
      vectors.add(columns.get(column).texts(rows.column(column)));
    }
    writer.records(columns, vectors, rows.rowCount(), bytes);
    rowCount += rows.rowCount();
    emit();
  }

  private void emit() {
    try {
      stream.write(bytes.data(), 0, bytes.length());
    } catch (IOException e) {
      throw StintException.internal("cannot write " + upload.path(), e);
    }
    bytes.clear();
  }

  @Override
  public long bytes() {
    return upload.position();
  }

  @Override
  public long memoryBytes() {
    return upload.memoryBytes() + memory.reservedBytes();
  }

  @Override
  public PendingFile finish() {
    try {
      if (stream instanceof GZIPOutputStream gzip) {
        gzip.finish();
      }
    } catch (IOException e) {
      throw StintException.internal("cannot write " + upload.path(), e);
    }
    memory.close();
    return upload.finish(rowCount);
  }

  @Override
  public void abort() {
    memory.close();
    upload.abort();
  }
}
