package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
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
  private final RecordBytes bytes = new RecordBytes();
  private long rowCount;

  TextOutput(UploadStream upload, boolean isGzip, List<TextColumn> columns, RecordWriter writer) {
    this.upload = upload;
    this.columns = columns;
    this.writer = writer;
    this.stream = isGzip ? gzip(upload) : upload;
    writer.header(bytes);
    emit();
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
    return upload.memoryBytes();
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
    return upload.finish(rowCount);
  }

  @Override
  public void abort() {
    upload.abort();
  }
}
