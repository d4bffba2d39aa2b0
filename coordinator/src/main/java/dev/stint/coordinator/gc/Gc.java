package dev.stint.coordinator.gc;

import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Clears away in a session's work folder what a plan says. Dead runs are ended by the ordinary
/// driver, which cancels them, or finishes what had reached its commit point, and sweeps; so two
/// that do it at once, or a coordinator that was not dead, do no harm.
public final class Gc {

  private final Session session;
  private final ObjectStore store;
  private final RunHistory history;

  /// The session is used up: it cancels all that it runs.
  public Gc(Session session) {
    this.session = session;
    this.store = session.store();
    this.history = new RunHistory(store, session.workPath());
  }

  /// What `plan` would free, the uploads apart, which only the dead runs' stores know.
  public static Freed preview(GcPlan plan) {
    int finished = Math.toIntExact(plan.dead().stream().filter(Gc::isFinished).count());
    var temporary =
        plan.dead().stream()
            .flatMap(log -> plan.objects().getOrDefault(log.runId(), List.of()).stream())
            .filter(object -> !object.path().contains("/" + Journal.folder("")))
            .toList();
    return freed(temporary)
        .plus(new Freed(plan.dead().size() - finished, finished, 0, 0, 0, 0))
        .plus(previewDeleted(plan));
  }

  private static Freed previewDeleted(GcPlan plan) {
    var objects =
        Stream.concat(plan.forgotten().values().stream(), plan.orphans().values().stream())
            .flatMap(List::stream)
            .toList();
    return freed(objects).plus(new Freed(0, 0, plan.forgotten().size(), 0, 0, 0));
  }

  /// Whether the run can only be finished, or is and has to be swept.
  private static boolean isFinished(RunLog log) {
    return log.isCommitting() || log.isEnded();
  }

  private static Freed freed(List<ObjectInfo> objects) {
    long bytes = objects.stream().mapToLong(ObjectInfo::bytes).sum();
    return new Freed(0, 0, 0, objects.size(), 0, bytes);
  }

  /// Does what `plan`, made of this session's work folder, says.
  public Freed carryOut(GcPlan plan) {
    session.cancel();
    var freed = Freed.NOTHING;
    for (var log : plan.dead()) {
      freed = freed.plus(end(log, plan.objects().getOrDefault(log.runId(), List.of())));
    }
    for (var runId : plan.orphans().keySet()) {
      RunObjects.dropUploads(store, history.runPath(runId));
    }
    deleteAll(plan.orphans());
    deleteAll(plan.forgotten());
    forgetJobs();
    return freed.plus(previewDeleted(plan));
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

  private Freed end(RunLog log, List<ObjectInfo> before) {
    long uploads = uploads(log).count();
    var report = session.resume(log.request(), RunListener.NONE, ResultConsumer.NONE);
    var isLeft =
        store.list(history.runPath(log.runId())).stream()
            .map(ObjectInfo::path)
            .collect(Collectors.toSet());
    var gone = before.stream().filter(object -> !isLeft.contains(object.path())).toList();
    var runs =
        switch (report.status()) {
          case CANCELLED -> new Freed(1, 0, 0, 0, uploads - uploads(log).count(), 0);
          case SUCCEEDED, SKIPPED, FAILED ->
              new Freed(0, 1, 0, 0, uploads - uploads(log).count(), 0);
          // Another coordinator was faster.
          case RUNNING -> Freed.NOTHING;
        };
    return freed(gone).plus(runs);
  }

  /// What attempts of the run have left open: of segments and of the output's files, whose names
  /// hold the run's id.
  private Stream<PendingUpload> uploads(RunLog log) {
    var segments = store.listUploads(history.runPath(log.runId())).stream();
    if (!(log.request().graph().root().fragment().output() instanceof FileSink sink)) {
      return segments;
    }
    var folder = sink.path().endsWith("/") ? sink.path() : sink.path() + "/";
    var files =
        store.listUploads(folder).stream()
            .filter(upload -> upload.path().substring(folder.length()).contains(log.runId()));
    return Stream.concat(segments, files);
  }

  /// Jobs of whose runs nothing is known any more.
  private void forgetJobs() {
    var log = new JobLog(store, session.workPath());
    Set<String> known =
        history.runIds().stream()
            .map(runId -> runId.contains("-") ? runId.substring(0, runId.indexOf('-')) : runId)
            .collect(Collectors.toSet());
    log.jobIds().stream().filter(id -> !known.contains(id)).forEach(log::delete);
  }
}
