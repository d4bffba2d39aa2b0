package dev.stint.coordinator.run;

import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import java.util.List;

/// Takes the result of a run that succeeded and wrote no files, on the driver's thread. The
/// segments, in the order of their rows, can be read until it returns; then the run sweeps them.
@FunctionalInterface
public interface ResultConsumer {

  ResultConsumer NONE = (_, _) -> {};

  void accept(Schema schema, List<SegmentRef> segments);
}
