package dev.stint.coordinator.commit;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.stint.coordinator.commit.OutputFolder.Pending;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Finishes a commit whose record is there. Many may do so at once, in this process and others: no
/// step harms what another has done already, and none takes effect on a later commit, however long
/// its doer sleeps between looking and doing. What is deleted was either listed while the record
/// was there, under names that are never used again, or is deleted only as it was seen.
final class RollForward {

  enum Ending {
    FINISHED,
    /// Nothing of the run is visible, and its record is gone.
    ABANDONED,
    /// The record is gone: another has finished or abandoned the commit.
    ENDED_BY_OTHER
  }

  private static final int DELETE_BATCH = 1000;
  private static final int MAX_TRIES = 20;

  private final ObjectStore store;
  private final OutputFolder folder;
  private final Pending pending;
  private final CommitRecord record;
  private final Consumer<CommitStep> listener;

  RollForward(OutputFolder folder, Pending pending, Consumer<CommitStep> listener) {
    this.store = folder.store();
    this.folder = folder;
    this.pending = pending;
    this.record = pending.record();
    this.listener = listener;
  }

  /// May be called again after it has failed.
  Ending run() {
    var claim = folder.claim();
    if (isOwn(claim)) {
      // The last step but one, so all before it are done.
      return close();
    }
    if (!mayAppear()) {
      return abandon("output is there already, and mode " + modeName() + " adds none to it");
    }
    if (!unclaim(claim)) {
      return Ending.ENDED_BY_OTHER;
    }
    try {
      completeAll();
    } catch (StintException e) {
      return afterMissing(e);
    }
    listener.accept(new CommitStep.UploadsCompleted(record.files().size()));
    boolean isStillHeld = record.mode() != WriteMode.OVERWRITE || replace();
    return isStillHeld && claim() ? close() : Ending.ENDED_BY_OTHER;
  }

  /// The first before all others: who drops the uploads of a run drops that one first, so one of
  /// the two finds that it came too late before anything else is done.
  private void completeAll() {
    var files = record.files();
    files.stream().limit(1).forEach(this::complete);
    Parallel.each(store, files.stream().skip(1).toList(), this::complete);
  }

  private void complete(PendingFile file) {
    store.completeUpload(file.path(), file.uploadId(), file.partETags());
  }

  private String modeName() {
    return record.mode().name().toLowerCase(Locale.ROOT);
  }

  private boolean isOwn(Optional<OutputFolder.Claim> claim) {
    return claim.flatMap(OutputFolder.Claim::runId).stream().anyMatch(record.runId()::equals);
  }

  /// Judged alike by all who look: while the record is there nobody else's commit to this folder
  /// can begin, and once a file of the run is visible it has been judged.
  private boolean mayAppear() {
    return switch (record.mode()) {
      case APPEND, OVERWRITE -> true;
      case ERRORIFEXISTS, IGNORE -> {
        var visible = listWithoutPending().stream().filter(folder::isVisible).toList();
        var own = record.paths();
        yield visible.isEmpty() || visible.stream().anyMatch(object -> own.contains(object.path()));
      }
    };
  }

  /// Takes the old `_SUCCESS` away: from here on the folder does not say that it is complete.
  private boolean unclaim(Optional<OutputFolder.Claim> found) {
    var claim = found;
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      // The run's own is another helper's, who is further.
      if (claim.isEmpty() || isOwn(claim)) {
        return true;
      }
      if (!folder.holds(pending)) {
        return false;
      }
      if (store.deleteIfUnchanged(claim.get().object())) {
        return true;
      }
      claim = folder.claim();
    }
    throw unsettled();
  }

  /// An upload is not there to be completed, or could not be completed.
  private Ending afterMissing(StintException cause) {
    var lost = cause.kind() == FailureKind.USER ? lostFiles() : List.<String>of();
    if (!folder.holds(pending)) {
      return Ending.ENDED_BY_OTHER;
    }
    if (lost.isEmpty()) {
      throw cause;
    }
    if (lost.contains(record.files().getFirst().path())) {
      return abandon("its uploads were dropped before the first was completed");
    }
    throw StintException.user(
        ("run %s has committed to %s, but %d of its %d files are lost, among them %s: their uploads"
                + " were dropped before they were completed. To give the run up, delete the files"
                + " that hold its id and %s")
            .formatted(
                record.runId(),
                folder.name(),
                lost.size(),
                record.files().size(),
                lost.getFirst(),
                folder.recordPath()),
        cause);
  }

  /// Files that are neither there nor can be completed. Uploads are looked for first: what is
  /// completed meanwhile is there afterwards.
  private List<String> lostFiles() {
    var open =
        store.listUploads(folder.path()).stream()
            .map(PendingUpload::uploadId)
            .collect(toUnmodifiableSet());
    var there = folder.list().stream().map(ObjectInfo::path).collect(toUnmodifiableSet());
    return record.files().stream()
        .filter(file -> !open.contains(file.uploadId()) && !there.contains(file.path()))
        .map(PendingFile::path)
        .toList();
  }

  private boolean replace() {
    var own = record.paths();
    var doomed = new ArrayList<String>();
    for (var object : listWithoutPending()) {
      boolean isClaimOrRecord =
          object.path().equals(folder.successPath()) || object.path().equals(folder.recordPath());
      if (!isClaimOrRecord && !own.contains(object.path())) {
        doomed.add(object.path());
      }
    }
    // After the listing: so all it shows was there before the record went.
    if (!folder.holds(pending)) {
      return false;
    }
    for (int from = 0; from < doomed.size(); from += DELETE_BATCH) {
      store.delete(doomed.subList(from, Math.min(from + DELETE_BATCH, doomed.size())));
    }
    listener.accept(new CommitStep.ReplacedDeleted(doomed.size()));
    return true;
  }

  /// What is under the folder, once all commits to folders below it are finished.
  private List<ObjectInfo> listWithoutPending() {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      var objects = folder.list();
      var below = folder.pendingBelow(objects);
      if (below.isEmpty()) {
        return objects;
      }
      below.forEach(other -> PendingCommit.finish(other, listener));
    }
    throw unsettled();
  }

  private boolean claim() {
    var manifest = Manifest.of(record.runId(), folder.path(), record.files());
    byte[] json = PlanJson.writePretty(manifest).getBytes(StandardCharsets.UTF_8);
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      if (store.createIfAbsent(folder.successPath(), json)) {
        return true;
      }
      var claim = folder.claim();
      if (isOwn(claim)) {
        return true;
      }
      // What a helper of an earlier run wrote that slept until now.
      if (!unclaim(claim)) {
        return false;
      }
    }
    throw unsettled();
  }

  private Ending close() {
    store.deleteIfUnchanged(pending.object());
    listener.accept(new CommitStep.Finished());
    return Ending.FINISHED;
  }

  private Ending abandon(String reason) {
    Parallel.each(store, record.files(), file -> store.abortUpload(file.path(), file.uploadId()));
    store.deleteIfUnchanged(pending.object());
    listener.accept(new CommitStep.Abandoned(reason));
    return Ending.ABANDONED;
  }

  private StintException unsettled() {
    return new StintException(
        FailureKind.TRANSIENT, "other runs keep committing to " + folder.name(), null);
  }
}
