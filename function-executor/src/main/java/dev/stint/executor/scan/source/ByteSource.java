package dev.stint.executor.scan.source;

import java.io.IOException;

/// Bytes in order, from wherever they come.
interface ByteSource extends AutoCloseable {

  /// Reads up to `length` bytes, at least one; -1 at the end.
  int read(byte[] bytes, int offset, int length) throws IOException;

  @Override
  void close() throws IOException;
}
