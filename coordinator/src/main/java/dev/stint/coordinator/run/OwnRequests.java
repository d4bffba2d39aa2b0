package dev.stint.coordinator.run;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.shuffle.store.RequestCounts;
import java.util.ArrayList;
import java.util.List;

/// Tells of the requests that a coordinator makes itself, together with its other events. Belongs
/// to the driver's thread.
final class OwnRequests {

  private final RequestCounts counts;
  private long gets;
  private long puts;
  private long lists;

  OwnRequests(RequestCounts counts) {
    this.counts = counts;
  }

  /// `events`, after what was not told yet.
  List<RunEvent> with(List<RunEvent> events) {
    long newGets = counts.gets.sum() - gets;
    long newPuts = counts.puts.sum() - puts;
    long newLists = counts.lists.sum() - lists;
    if (newGets + newPuts + newLists == 0) {
      return events;
    }
    gets += newGets;
    puts += newPuts;
    lists += newLists;
    var all = new ArrayList<RunEvent>(events.size() + 1);
    all.add(new RunEvent.RequestsMade(newGets, newPuts, newLists));
    all.addAll(events);
    return all;
  }
}
