package dev.stint.coordinator.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stage gave to the next. `kind` is `hash`, `range` or `unkeyed`, and `keys` names the
/// columns by which rows are told apart. For hash exchanges `bytes` and `rows` hold what lies in
/// each of equally many buckets, in the order of the buckets, before anything was cut; they are
/// empty for others. `heaviest` is the value of the keys that most rows have, `null` where none has
/// many.
public record ExchangePage(
    String kind,
    String keys,
    long totalRows,
    long totalBytes,
    long segments,
    long inlineSegments,
    long blocks,
    List<Long> bytes,
    List<Long> rows,
    @Nullable HotBucket hottest,
    @Nullable Heaviest heaviest) {

  public ExchangePage {
    bytes = List.copyOf(bytes);
    rows = List.copyOf(rows);
  }

  /// About how many rows have a value, as far as the tasks that met it often tell.
  public record Heaviest(String value, long rows) {}

  /// The bucket with the most rows, and what it would have if all had the same.
  public record HotBucket(int bucket, long rows, long bytes, double timesMean) {}
}
