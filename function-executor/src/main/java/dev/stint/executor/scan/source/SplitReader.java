package dev.stint.executor.scan.source;

import dev.stint.executor.batch.Batch;
import org.jspecify.annotations.Nullable;

/// Gives the rows of one split, or of several of one file, by the columns of the scan's own schema
/// and after its filter. One thread, used once; a batch is valid until the next call.
public interface SplitReader extends AutoCloseable {

  /// The next batch, never empty; `null` at the end.
  @Nullable Batch next();

  @Override
  void close();
}
