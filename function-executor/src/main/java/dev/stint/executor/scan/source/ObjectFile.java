package dev.stint.executor.scan.source;

import dev.stint.shuffle.store.ObjectStore;
import java.util.concurrent.atomic.LongAdder;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// A file in the object store, of a size known from a listing; of the version with that ETag, if
/// there is one. Nothing is asked of the store until it is read; reads are added to `readBytes`.
record ObjectFile(
    ObjectStore store, String path, @Nullable String eTag, long fileBytes, LongAdder readBytes)
    implements InputFile {

  @Override
  public long getLength() {
    return fileBytes;
  }

  @Override
  public SeekableInputStream newStream() {
    return new ObjectStream(this);
  }

  @Override
  public String toString() {
    return path;
  }
}
