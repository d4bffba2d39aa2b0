package dev.stint.plan.stage;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.format.FileFormat;
import java.util.List;

/// What becomes of the rows of a stage: an exchange, or files.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "output")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StageOutput.HashExchange.class, name = "hash"),
  @JsonSubTypes.Type(value = StageOutput.RangeExchange.class, name = "range"),
  @JsonSubTypes.Type(value = StageOutput.UnkeyedExchange.class, name = "unkeyed"),
  @JsonSubTypes.Type(value = StageOutput.MergedExchange.class, name = "merged"),
  @JsonSubTypes.Type(value = StageOutput.FileSink.class, name = "files"),
})
public sealed interface StageOutput {

  /// Fine hash ranges of every hash exchange: both sides of a join are cut at the same ones.
  int BUCKET_COUNT = 4096;

  /// Segments sorted by bucket; the sortable key of a row is its bucket number in two bytes, big
  /// endian.
  record HashExchange(List<Integer> keyColumns) implements StageOutput {
    public HashExchange {
      keyColumns = List.copyOf(keyColumns);
    }
  }

  /// Segments sorted by the byte-comparable encoding of `keys`.
  record RangeExchange(List<SortKey> keys) implements StageOutput {
    public RangeExchange {
      keys = List.copyOf(keys);
    }
  }

  /// Segments in the order in which rows came, all with the empty key: for broadcasts, gathering
  /// and the result.
  record UnkeyedExchange() implements StageOutput {}

  /// Segments of `exchange`, a hash or range exchange, whose rows come in its order already: they
  /// are written as they come, and never held together. Of stages that merge segments of another.
  record MergedExchange(StageOutput exchange) implements StageOutput {
    public MergedExchange {
      if (!(exchange instanceof HashExchange || exchange instanceof RangeExchange)) {
        throw new IllegalArgumentException("no order to merge by: " + exchange);
      }
    }
  }

  /// Files under `path`, in folders `name=value` for each of `partitionColumns` (which are then not
  /// in the files), rolled over when they reach `targetFileBytes`.
  record FileSink(
      FileFormat format,
      String path,
      WriteMode mode,
      List<Integer> partitionColumns,
      long targetFileBytes)
      implements StageOutput {
    public FileSink {
      partitionColumns = List.copyOf(partitionColumns);
      if (targetFileBytes <= 0) {
        throw new IllegalArgumentException("targetFileBytes: " + targetFileBytes);
      }
    }
  }
}
