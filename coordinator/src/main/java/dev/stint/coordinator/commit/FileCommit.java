package dev.stint.coordinator.commit;

import dev.stint.coordinator.commit.OutputFolder.Pending;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.PendingCommits;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes the files of one run visible under its output's path, all or none of them.
///
/// The commit point is the creation of the record `_stint_commit`, of which a folder has at most
/// one. Before it nothing under the path has changed. From it on the run is committed: whoever
/// comes next finishes what the record says ([RollForward]), and all that go through Stint finish
/// it before they look at the folder.
public final class FileCommit {

  /// The file that says that a folder is complete.
  public static final String SUCCESS = PendingCommits.SUCCESS;

  private static final int MAX_TRIES = 100;

  /// Whether a run has to do anything.
  public enum Start {
    PROCEED,
    /// There is output already, and the mode says to leave it.
    SKIP
  }

  /// How a commit ended.
  public enum Ending {
    COMMITTED,
    /// Output had appeared since the run began, and the mode says to leave it: the run's files are
    /// to be dropped once its log says so.
    SKIPPED
  }

  private final ObjectStore store;
  private final WriteMode mode;
  private final String runId;
  private final OutputFolder folder;
  private final OutputPlace place;

  public FileCommit(ObjectStore store, FileSink output, String runId) {
    this.store = store;
    this.mode = output.mode();
    this.runId = runId;
    this.folder = OutputFolder.of(store, output.path());
    this.place = new OutputPlace(store, folder, mode, runId);
  }

  /// Finishes the commit of another run that was cut off here, and judges what is there before the
  /// run.
  ///
  /// @throws StintException of kind USER when the mode does not allow it
  public Start begin() {
    return place.begin(() -> finishOthers(_ -> {}));
  }

  /// Makes `files` visible, and no others of this run. May be called again with the same files by
  /// whoever takes the run up, wherever the last caller has stopped, and commits them once; not by
  /// two at once. A run without files may commit once more when its caller died at the point:
  /// nothing that is left tells of it.
  ///
  /// @throws StintException before `listener` has heard [CommitStep.PointReached]: nothing has
  ///   changed, unless the message says that it is not known whether the point was reached, and the
  ///   files are to be dropped once the run has ended by its log, lest they be those of another
  ///   coordinator that goes on; after it: the run is committed, and whoever comes next finishes it
  public Ending complete(List<PendingFile> files, Consumer<CommitStep> listener) {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      switch (approach(files, listener)) {
        case Approach.AtPoint(var pending) -> {
          listener.accept(new CommitStep.PointReached());
          return rollForward(pending, listener);
        }
        case Approach.Past _ -> {
          listener.accept(new CommitStep.PointReached());
          return endedByOther(files, listener);
        }
        case Approach.Over(var ending) -> {
          return ending;
        }
        case Approach.Again _ -> {}
      }
    }
    throw new StintException(
        FailureKind.TRANSIENT, "other runs keep committing to " + folder.name(), null);
  }

  /// How near the point is.
  private sealed interface Approach {

    record AtPoint(Pending pending) implements Approach {}

    /// Another has ended the commit already.
    record Past() implements Approach {}

    record Over(Ending ending) implements Approach {}

    /// Something has changed: look again.
    record Again() implements Approach {}
  }

  /// One step towards the point. If it fails, and has not reached it, the files stay as they are.
  private Approach approach(List<PendingFile> files, Consumer<CommitStep> listener) {
    try {
      return tryApproach(files, listener);
    } catch (StintException e) {
      if (isAtPoint(files, e)) {
        return new Approach.Again();
      }
      if (files.isEmpty() && e.kind() == FailureKind.TRANSIENT) {
        // There will be nothing to drop that keeps the record from being created yet, by a request
        // under way or another coordinator of the run.
        throw unknown(e);
      }
      throw e;
    }
  }

  /// Whether the request that failed with `cause` reached the point all the same.
  private boolean isAtPoint(List<PendingFile> files, StintException cause) {
    try {
      return ownPending().isPresent() || fate(claimant(), files) == FilesFate.VISIBLE;
    } catch (StintException e) {
      cause.addSuppressed(e);
      throw unknown(cause);
    }
  }

  private StintException unknown(StintException cause) {
    return new StintException(
        cause.kind(),
        "it is not known whether run %s has committed to %s; resume it or look there: %s"
            .formatted(runId, folder.name(), cause.getMessage()),
        cause);
  }

  private Approach tryApproach(List<PendingFile> files, Consumer<CommitStep> listener) {
    var pending = folder.pending();
    if (pending.isPresent() && pending.get().record().runId().equals(runId)) {
      return new Approach.AtPoint(pending.get());
    }
    finishOthers(listener);
    var objects = folder.list();
    if (pending.isPresent() || isListed(folder.recordPath(), objects)) {
      return new Approach.Again();
    }
    var claimant = isListed(folder.successPath(), objects) ? claimant() : Optional.<String>empty();
    return switch (fate(claimant, files)) {
      case VISIBLE -> {
        listener.accept(new CommitStep.Finished());
        yield new Approach.Over(Ending.COMMITTED);
      }
      case GONE -> throw place.gone();
      case OPEN -> reach(files, objects, claimant, listener);
    };
  }

  private Optional<String> claimant() {
    return folder.claim().flatMap(OutputFolder.Claim::runId);
  }

  private FilesFate fate(Optional<String> claimant, List<PendingFile> files) {
    return claimant.stream().anyMatch(runId::equals)
        ? FilesFate.VISIBLE
        : FilesFate.of(folder, files);
  }

  private static boolean isListed(String path, List<ObjectInfo> objects) {
    return objects.stream().anyMatch(object -> object.path().equals(path));
  }

  private Approach reach(
      List<PendingFile> files,
      List<ObjectInfo> objects,
      Optional<String> claimant,
      Consumer<CommitStep> listener) {
    if (place.isRefused(objects)) {
      listener.accept(new CommitStep.Abandoned("output is there already"));
      return new Approach.Over(place.refused());
    }
    listener.accept(planned(files, objects, claimant));
    var record = CommitRecord.of(runId, folder.path(), mode, files);
    return store.createIfAbsent(folder.recordPath(), record.json())
        ? pastOrAtPoint()
        : new Approach.Again();
  }

  /// Files tell later whether they were committed; a commit without any must know it now.
  private Approach pastOrAtPoint() {
    try {
      return ownPending().<Approach>map(Approach.AtPoint::new).orElseGet(Approach.Past::new);
    } catch (StintException e) {
      throw unknown(e);
    }
  }

  private CommitStep.Planned planned(
      List<PendingFile> files, List<ObjectInfo> objects, Optional<String> claimant) {
    int claims = isListed(folder.successPath(), objects) ? 1 : 0;
    return new CommitStep.Planned(
        files.size(),
        files.stream().mapToLong(PendingFile::bytes).sum(),
        objects.size(),
        objects.stream().mapToLong(ObjectInfo::bytes).sum(),
        claimant.orElse(null),
        mode == WriteMode.OVERWRITE ? objects.size() - claims : 0);
  }

  private Ending rollForward(Pending pending, Consumer<CommitStep> listener) {
    RollForward.Ending ending;
    try {
      ending = PendingCommit.rollForward(folder, pending, listener);
    } catch (StintException e) {
      throw new StintException(
          e.kind(),
          ("run %s has committed to %s, but not all is in place yet: %s. Whoever reads or writes"
                  + " there next through Stint finishes it")
              .formatted(runId, folder.name(), e.getMessage()),
          e);
    }
    return switch (ending) {
      case FINISHED -> Ending.COMMITTED;
      case ABANDONED -> place.refused();
      case ENDED_BY_OTHER -> endedByOther(pending.record().files(), listener);
    };
  }

  /// Only where output may be refused can the other have abandoned the commit. If a third run has
  /// replaced all files since, that looks the same, and as if this run had come after it; so does
  /// output of a third run to one that has no files.
  private Ending endedByOther(List<PendingFile> files, Consumer<CommitStep> listener) {
    if (place.mayRefuse() && isAbandoned(files)) {
      listener.accept(new CommitStep.Abandoned("another process saw that output is there already"));
      return place.refused();
    }
    listener.accept(new CommitStep.Finished());
    return Ending.COMMITTED;
  }

  private boolean isAbandoned(List<PendingFile> files) {
    try {
      return files.isEmpty()
          ? place.isRefused(folder.list())
          : fate(claimant(), files) != FilesFate.VISIBLE;
    } catch (StintException e) {
      throw unknown(e);
    }
  }

  /// Drops files that are not to appear.
  public void drop(List<PendingFile> files) {
    Parallel.each(store, files, file -> store.abortUpload(file.path(), file.uploadId()));
  }

  /// Drops every upload of this run that is still open, also those of attempts that never answered.
  /// Once the run has reached its commit point it drops nothing, as the uploads are needed to
  /// finish the commit. `files` are those that the commit makes visible, as far as the run got:
  /// another coordinator of it may be reaching the point at this moment.
  public void dropAll(List<PendingFile> files) {
    if (ownPending().isEmpty() && !isBeingCommitted(files)) {
      var leftovers = new Leftovers(store);
      leftovers.drop(leftovers.uploads(folder.path(), runId::equals));
    }
  }

  /// Drops the first file, which decides since a commit completes it before all others: it never
  /// will be there, or it is, and the record stands until the commit has ended.
  private boolean isBeingCommitted(List<PendingFile> files) {
    if (files.isEmpty()) {
      return false;
    }
    var first = files.getFirst();
    store.abortUpload(first.path(), first.uploadId());
    return store.head(first.path()).isPresent() && ownPending().isPresent();
  }

  private Optional<Pending> ownPending() {
    return folder.pending().filter(pending -> pending.record().runId().equals(runId));
  }

  /// Also in the folders of which this one is a partition: what replaces the table is not to take
  /// this run's files with it.
  private void finishOthers(Consumer<CommitStep> listener) {
    folder.above().forEach(above -> PendingCommit.finish(above, listener));
    PendingCommit.finish(folder, listener);
  }
}
