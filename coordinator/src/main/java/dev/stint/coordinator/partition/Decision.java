package dev.stint.coordinator.partition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;

/// Something that was decided when a stage was cut into tasks, with the numbers that led to it.
/// Bytes are as stored.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Decision.Cut.class, name = "cut"),
  @JsonSubTypes.Type(value = Decision.NotCut.class, name = "notCut"),
  @JsonSubTypes.Type(value = Decision.HotBucketDivided.class, name = "hotBucketDivided"),
  @JsonSubTypes.Type(value = Decision.BroadcastInstead.class, name = "broadcastInstead"),
  @JsonSubTypes.Type(value = Decision.MergeFirst.class, name = "mergeFirst"),
  @JsonSubTypes.Type(value = Decision.Fused.class, name = "fused"),
  @JsonSubTypes.Type(value = Decision.NothingToDo.class, name = "nothingToDo"),
})
public sealed interface Decision {

  /// One line for people.
  String text();

  /// What was cut.
  enum Kind {
    SPLITS,
    BUCKETS,
    KEYS,
    BLOCKS
  }

  /// `totalBytes` of input became `tasks` tasks, each of about `targetBytes`. Of splits is counted
  /// what is read and written of them, see [SplitPacking].
  record Cut(Kind kind, long totalBytes, long targetBytes, int tasks) implements Decision {
    @Override
    public String text() {
      return "%d bytes cut by %s into %d tasks of about %d bytes"
          .formatted(totalBytes, kind.name().toLowerCase(Locale.ROOT), tasks, targetBytes);
    }
  }

  /// One task reads all `totalBytes`, since rows must meet or there is nothing to cut.
  record NotCut(long totalBytes) implements Decision {
    @Override
    public String text() {
      return "%d bytes in one task".formatted(totalBytes);
    }
  }

  /// The `bytes` that the divisible side has in a bucket were shared out to `tasks` tasks.
  record HotBucketDivided(int bucket, long bytes, int tasks) implements Decision {
    @Override
    public String text() {
      return "bucket %d, of %d bytes, divided among %d tasks".formatted(bucket, bytes, tasks);
    }
  }

  /// What the stages `stageIds` wrote, `bytes` and at most `limitBytes`, is read whole by each of
  /// `tasks` tasks, which share the join's other side block by block: about `requests` GETs instead
  /// of `partitionedRequests`.
  record BroadcastInstead(
      List<Integer> stageIds,
      long bytes,
      long limitBytes,
      int tasks,
      long requests,
      long partitionedRequests)
      implements Decision {
    public BroadcastInstead {
      stageIds = List.copyOf(stageIds);
    }

    @Override
    public String text() {
      return "what stages %s gave, %d of at most %d bytes, is read whole by %d tasks: %d GETs, not %d"
          .formatted(stageIds, bytes, limitBytes, tasks, requests, partitionedRequests);
    }
  }

  /// The `segments` that stage `stageId` wrote for `readers` tasks are merged before these read
  /// them: in `groups` groups, each by `ranges` ranges of keys. About `requests` GETs in all, the
  /// merging included, instead of `directRequests`; the reading of the exchange then takes about
  /// `seconds` and `dollars` instead of the direct ones.
  record MergeFirst(
      int stageId,
      long segments,
      int readers,
      int groups,
      int ranges,
      long requests,
      long directRequests,
      double seconds,
      double directSeconds,
      double dollars,
      double directDollars)
      implements Decision {
    @Override
    public String text() {
      return ("%d segments of stage %d, for %d tasks, are merged first, in %d groups by %d ranges:"
              + " %d GETs, %.1f s and $%.4f, not %d, %.1f s and $%.4f")
          .formatted(
              segments,
              stageId,
              readers,
              groups,
              ranges,
              requests,
              seconds,
              dollars,
              directRequests,
              directSeconds,
              directDollars);
    }
  }

  /// The one task does the work of stage `stageId` too, whose rows only it reads.
  record Fused(int stageId) implements Decision {
    @Override
    public String text() {
      return "does the work of stage %d in the same task".formatted(stageId);
    }
  }

  /// The stage gives no rows.
  record NothingToDo(String reason) implements Decision {
    @Override
    public String text() {
      return "nothing to do: " + reason;
    }
  }
}
