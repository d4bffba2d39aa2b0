package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.plan.task.PendingFile;

/// One output file in one format. One thread, used once: written, then finished or aborted.
interface FileOutput {

  /// Adds rows; the batch may be used again afterwards.
  void write(Batch rows);

  /// About how large the file would be if it were finished now, in bytes.
  long bytes();

  /// What it holds of the attempt's memory.
  long memoryBytes();

  /// Uploads the rest and leaves the file to be made visible by whoever commits.
  PendingFile finish();

  /// Drops what was uploaded.
  void abort();
}
