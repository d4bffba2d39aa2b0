package dev.stint.coordinator.run;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.plan.task.FailedRequests;
import dev.stint.shuffle.store.RequestCounts;
import java.util.ArrayList;
import java.util.List;

/// Tells of the requests that a coordinator makes itself, together with its other events. Belongs
/// to the driver's thread.
final class OwnRequests {

  private record Sums(
      long gets, long puts, long lists, long throttledReads, long throttledWrites, long others) {

    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    static Sums of(RequestCounts counts) {
      return new Sums(
          counts.gets.sum(),
          counts.puts.sum(),
          counts.lists.sum(),
          counts.throttledReads.sum(),
          counts.throttledWrites.sum(),
          counts.otherFailures.sum());
    }

    RunEvent.RequestsMade since(Sums told) {
      return new RunEvent.RequestsMade(
          gets - told.gets,
          puts - told.puts,
          lists - told.lists,
          FailedRequests.of(
              throttledReads - told.throttledReads,
              throttledWrites - told.throttledWrites,
              others - told.others));
    }
  }

  private final RequestCounts counts;
  private Sums told = Sums.NONE;

  OwnRequests(RequestCounts counts) {
    this.counts = counts;
  }

  /// `events`, after what was not told yet.
  List<RunEvent> with(List<RunEvent> events) {
    var sums = Sums.of(counts);
    if (sums.equals(told)) {
      return events;
    }
    var all = new ArrayList<RunEvent>(events.size() + 1);
    all.add(sums.since(told));
    all.addAll(events);
    told = sums;
    return all;
  }
}
