package dev.stint.executor.sink;

import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/// An upload as Apache Parquet writes to it.
record UploadFile(UploadStream stream) implements OutputFile {

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Positioned(stream);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return stream.path();
  }

  private static final class Positioned extends PositionOutputStream {

    private final UploadStream stream;

    Positioned(UploadStream stream) {
      this.stream = stream;
    }

    @Override
    public long getPos() {
      return stream.position();
    }

    @Override
    public void write(int value) {
      stream.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      stream.write(bytes, offset, length);
    }
  }
}
