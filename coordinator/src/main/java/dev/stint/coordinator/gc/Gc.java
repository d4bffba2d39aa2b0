package dev.stint.coordinator.gc;

import dev.stint.coordinator.commit.Leftovers;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Clears away in a work folder, and in the outputs of its runs, what a plan says. Dead runs are
/// ended by the ordinary driver, which cancels them, or finishes what had reached its commit point,
/// and sweeps; so two that do it at once, or a coordinator that was not dead, do no harm. Used
/// once.
public final class Gc {

  /// Brings a dead run to its end, without starting anything more.
  @FunctionalInterface
  public interface Ender {
    RunReport end(RunRequest request);
  }

  private final ObjectStore store;
  private final String workPath;
  private final RunHistory history;
  private final Ender ender;
  private final Map<String, String> leftAlone = new TreeMap<>();

  /// The session is used up: it cancels all that it runs.
  public Gc(Session session) {
    this(
        session.store(),
        session.workPath(),
        request -> {
          session.cancel();
          return session.resume(request, RunListener.NONE, ResultConsumer.NONE);
        });
  }

  /// `workPath` has no slash at its end.
  public Gc(ObjectStore store, String workPath, Ender ender) {
    this.store = store;
    this.workPath = workPath;
    this.history = new RunHistory(store, workPath);
    this.ender = ender;
  }

  /// What `plan` would free, the uploads apart, which only the dead runs' stores know.
  public static Freed preview(GcPlan plan) {
    int finished = Math.toIntExact(plan.dead().stream().filter(Gc::isFinished).count());
    var temporary =
        plan.dead().stream()
            .flatMap(log -> plan.objects().getOrDefault(log.runId(), List.of()).stream())
            .filter(GcPlan::isTemporary)
            .toList();
    return freed(temporary)
        .plus(new Freed(plan.dead().size() - finished, finished, 0, 0, 0, 0))
        .plus(previewDeleted(plan));
  }

  private static Freed previewDeleted(GcPlan plan) {
    var objects =
        Stream.of(plan.late(), plan.forgotten(), plan.orphans())
            .flatMap(each -> each.values().stream())
            .flatMap(List::stream)
            .toList();
    return freed(objects).plus(new Freed(0, 0, plan.forgotten().size(), 0, 0, 0));
  }

  /// Whether the run can only be finished, or is and has to be swept.
  private static boolean isFinished(RunLog log) {
    return log.isCommitting() || log.isEnded();
  }

  private static Freed freed(Collection<ObjectInfo> objects) {
    long bytes = objects.stream().mapToLong(ObjectInfo::bytes).sum();
    return new Freed(0, 0, 0, objects.size(), 0, bytes);
  }

  /// Does what `plan`, made of this work folder, says.
  public Freed carryOut(GcPlan plan) {
    var over = new HashSet<>(plan.swept());
    over.addAll(plan.orphans().keySet());
    plan.dead().forEach(log -> over.add(log.runId()));
    var meant = Set.copyOf(over);
    var uploads = new LinkedHashMap<PendingUpload, Long>();
    uploads(plan, meant).forEach(upload -> uploads.put(upload, store.uploadedBytes(upload)));
    var freed = Freed.NOTHING;
    for (var log : plan.dead()) {
      var report = ender.end(log.request());
      if (report.status() == RunStatus.RUNNING) {
        over.remove(log.runId()); // another coordinator was faster
      }
      freed = freed.plus(ended(log, report, plan));
    }
    plan.outputs().forEach(folder -> sweepOutput(folder, over, plan));
    segmentUploads(over).forEach(upload -> store.abortUpload(upload.path(), upload.uploadId()));
    deleteAll(plan.late());
    deleteAll(plan.orphans());
    deleteAll(plan.forgotten());
    forgetJobs(plan);
    uploads(plan, meant).forEach(uploads::remove);
    long bytes = uploads.values().stream().mapToLong(Long::longValue).sum();
    return freed.plus(previewDeleted(plan)).plus(new Freed(0, 0, 0, 0, uploads.size(), bytes));
  }

  /// What could not be looked at or tidied, and why: to be called in the end.
  public Map<String, String> leftAlone() {
    return Map.copyOf(leftAlone);
  }

  private Freed ended(RunLog log, RunReport report, GcPlan plan) {
    var isLeft =
        store.list(history.runPath(log.runId())).stream()
            .map(ObjectInfo::path)
            .collect(Collectors.toSet());
    var gone =
        plan.objects().getOrDefault(log.runId(), List.of()).stream()
            .filter(object -> !isLeft.contains(object.path()))
            .toList();
    return freed(gone)
        .plus(
            switch (report.status()) {
              case CANCELLED -> new Freed(1, 0, 0, 0, 0, 0);
              case SUCCEEDED, SKIPPED, FAILED -> new Freed(0, 1, 0, 0, 0, 0);
              case RUNNING -> Freed.NOTHING;
            });
  }

  /// Other outputs, and the work folder, are cleared all the same when one is out of reach.
  private void sweepOutput(String folder, Set<String> over, GcPlan plan) {
    try {
      new Leftovers(store).sweep(folder, over::contains, plan.time().minus(GcPlan.DEAD_AFTER));
    } catch (StintException e) {
      leftAlone.put(folder, String.valueOf(e.getMessage()));
    }
  }

  /// What attempts of runs have left open, of segments and of the outputs' files.
  private List<PendingUpload> uploads(GcPlan plan, Set<String> runIds) {
    var found = new ArrayList<>(segmentUploads(runIds));
    for (var folder : plan.outputs()) {
      try {
        found.addAll(new Leftovers(store).uploads(folder, runIds::contains));
      } catch (StintException e) {
        leftAlone.put(folder, String.valueOf(e.getMessage()));
      }
    }
    return found;
  }

  private List<PendingUpload> segmentUploads(Set<String> runIds) {
    var runs = RunObjects.runsFolder(workPath);
    return store.listUploads(runs).stream()
        .filter(upload -> runIds.contains(firstFolder(upload.path().substring(runs.length()))))
        .toList();
  }

  private static String firstFolder(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /// Flags as well that came after the listing.
  private void deleteAll(Map<String, List<ObjectInfo>> objects) {
    var paths = new ArrayList<String>();
    objects.forEach(
        (runId, found) -> {
          found.forEach(object -> paths.add(object.path()));
          paths.add(RunObjects.cancelFlag(history.runPath(runId)));
        });
    store.delete(paths);
  }

  /// Jobs of whose runs nothing is known any more. One that has had none may be about to begin.
  private void forgetJobs(GcPlan plan) {
    var log = new JobLog(store, workPath);
    var known = jobIds(history.runIds());
    var forgotten = jobIds(plan.forgotten().keySet());
    for (var id : log.jobIds()) {
      if (!known.contains(id) && (forgotten.contains(id) || hasNotBegun(log, id, plan.time()))) {
        forgetUnlessUnderWay(log, id);
      }
    }
  }

  private static boolean hasNotBegun(JobLog log, String jobId, Instant now) {
    return log.time(jobId)
        .filter(time -> time.plus(GcPlan.NOT_BEGUN_AFTER).isBefore(now))
        .isPresent();
  }

  private void forgetUnlessUnderWay(JobLog log, String jobId) {
    try {
      var job = log.read(jobId).map(entry -> entry.request().name()).orElse(null);
      if (!new ExecutionLog(store, workPath).isUnderWay(job, jobId)) {
        log.delete(jobId);
      }
    } catch (StintException e) {
      leftAlone.put("what was asked of execution " + jobId, String.valueOf(e.getMessage()));
    }
  }

  private static Set<String> jobIds(Collection<String> runIds) {
    return runIds.stream()
        .map(runId -> runId.contains("-") ? runId.substring(0, runId.indexOf('-')) : runId)
        .collect(Collectors.toSet());
  }
}
