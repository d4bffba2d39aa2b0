package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import org.jspecify.annotations.Nullable;

/// Gives batches when pulled. One thread, used once.
public interface Operator extends AutoCloseable {

  /// The next batch, never empty and valid until the next call; `null` at the end and ever after.
  @Nullable Batch next();

  /// Gives back memory, files and connections, also after a failure or before the end; closes its
  /// inputs. Closing twice does nothing.
  @Override
  void close();
}
