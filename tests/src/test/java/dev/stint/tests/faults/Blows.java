package dev.stint.tests.faults;

import dev.stint.tests.faults.FaultSchedule.Blow;
import dev.stint.tests.faults.FaultSchedule.When;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Deals the blows of a schedule, each at its request and once, and notes them. Heard by many
/// threads.
final class Blows implements FaultyS3Proxy.Listener {

  private final Path folder;
  private final List<Blow> left;
  private final Map<S3Request.Kind, Integer> counts = new EnumMap<>(S3Request.Kind.class);
  private final List<String> story;
  private @Nullable CoordinatorProcess coordinator;
  private final List<CoordinatorProcess> frozen = new ArrayList<>();

  Blows(FaultSchedule schedule, Path folder, List<String> story) {
    this.folder = folder;
    this.left = new ArrayList<>(schedule.blows());
    this.story = story;
  }

  /// The coordinator that has the run from now on.
  synchronized void aimAt(CoordinatorProcess newCoordinator) {
    coordinator = newCoordinator;
  }

  /// No more of them.
  synchronized void end() {
    left.clear();
  }

  /// The coordinators that are stopped, which are the caller's from now on.
  synchronized List<CoordinatorProcess> takeFrozen() {
    var taken = List.copyOf(frozen);
    frozen.clear();
    return taken;
  }

  synchronized boolean isFrozen(CoordinatorProcess process) {
    return frozen.contains(process);
  }

  @Override
  public synchronized void received(S3Request request) {
    counts.merge(S3Request.Kind.OTHER, 1, Integer::sum);
    if (request.kind() != S3Request.Kind.OTHER) {
      counts.merge(request.kind(), 1, Integer::sum);
    }
    deal(request, When.BEFORE);
  }

  @Override
  public synchronized void carriedOut(S3Request request) {
    deal(request, When.AFTER);
  }

  private void deal(S3Request request, When when) {
    for (var blow : List.copyOf(left)) {
      boolean isMeant = blow.request() == S3Request.Kind.OTHER || blow.request() == request.kind();
      boolean isDue = counts.getOrDefault(blow.request(), 0) >= blow.number();
      if (isMeant && isDue && blow.when() == when && deal(blow)) {
        left.remove(blow);
        story.add(blow + " at " + request);
      }
    }
  }

  /// Says whether there was whom it could hit.
  private boolean deal(Blow blow) {
    var target = coordinator;
    if (target == null || !target.handle().isAlive() || frozen.contains(target)) {
      return false;
    }
    return switch (blow.kind()) {
      case KILL_COORDINATOR -> {
        target.kill();
        yield true;
      }
      case FREEZE_COORDINATOR -> {
        ProcessTable.stop(target.handle());
        frozen.add(target);
        yield true;
      }
      case KILL_FUNCTION -> killFunction();
    };
  }

  /// The one that has worked most: it is likely to be at work.
  private boolean killFunction() {
    var victim =
        ProcessTable.functionsBelow(folder).stream()
            .max(Comparator.comparing(ProcessTable::processorTime));
    victim.ifPresent(ProcessHandle::destroyForcibly);
    return victim.isPresent();
  }
}
