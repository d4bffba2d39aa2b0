package dev.stint.executor.scan.warm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/// Remembers footers from one attempt of a process to the next, so that a warm function neither
/// asks for one again nor decodes it. Forgets those that were not asked for the longest when they
/// grow too many. Safe for use by many threads, which share the footers and change none.
public final class Footers {

  /// What a column chunk takes with its statistics, rounded up.
  private static final int CHUNK_BYTES = 768;

  /// So small a share is within what a heap has beside the operators' memory.
  private static final int HEAP_SHARE = 64;

  private final long maxChunks;

  /// The one asked for last is the last.
  private final Map<FileVersion, ParquetMetadata> footers = new LinkedHashMap<>(16, 0.75f, true);

  private long chunks;

  public Footers() {
    this(Runtime.getRuntime().maxMemory() / HEAP_SHARE / CHUNK_BYTES);
  }

  Footers(long maxChunks) {
    this.maxChunks = maxChunks;
  }

  /// `null` where the footer is not remembered, or the file may change (`version` is `null`).
  public synchronized @Nullable ParquetMetadata find(@Nullable FileVersion version) {
    return version == null ? null : footers.get(version);
  }

  /// Remembers what was read of a version of a file, if it has one.
  public synchronized void put(@Nullable FileVersion version, ParquetMetadata footer) {
    long added = chunkCount(footer);
    if (version == null || added > maxChunks || footers.putIfAbsent(version, footer) != null) {
      return;
    }
    chunks += added;
    var eldest = footers.values().iterator();
    while (chunks > maxChunks) {
      chunks -= chunkCount(eldest.next());
      eldest.remove();
    }
  }

  synchronized void clear() {
    footers.clear();
    chunks = 0;
  }

  private static long chunkCount(ParquetMetadata footer) {
    return footer.getBlocks().stream().mapToLong(block -> block.getColumns().size()).sum();
  }
}
