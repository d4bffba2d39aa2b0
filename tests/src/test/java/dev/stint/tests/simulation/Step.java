package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.List;

/// A part of what an attempt does. Steps follow each other.
sealed interface Step {

  /// Reads ranges, at most `parallel` at once in their order, while a thread works `cpu` through
  /// what has come: the step ends with the later of the two. `cpu` is at the speed of a whole core.
  record Read(List<Range> ranges, int parallel, Duration cpu) implements Step {
    public Read {
      ranges = List.copyOf(ranges);
    }
  }

  /// Writes a segment: one PUT, or from two parts on a multipart upload that it completes.
  record WriteSegment(String path, long bytes, Duration cpu) implements Step {}

  /// Uploads an output file and leaves it to the commit to complete it.
  record WritePending(String path, long bytes, long rowCount, Duration cpu) implements Step {}

  /// A range of an object. Of `EXCHANGE` the object must be there; tables are not in the world's
  /// store, they are only as large as they are.
  record Range(Source source, String path, long bytes) {}

  /// What a range is of.
  enum Source {
    TABLE,
    EXCHANGE
  }
}
