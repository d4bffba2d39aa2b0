package dev.stint.coordinator.commit;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What runs that are over have left under an output's path, and nobody sees: commits that are not
/// finished, open uploads, and, on files, parts of writes that were cut off.
public final class Leftovers {

  /// As the functions' sinks name their files.
  private static final Pattern FILE = Pattern.compile("part-\\d{5,}-\\d+-(.+)-\\d+\\.[^/]+");

  private final ObjectStore store;

  public Leftovers(ObjectStore store) {
    this.store = store;
  }

  /// The run that writes the file at `path`; empty when no run of Stint does.
  public static Optional<String> runOf(String path) {
    var matcher = FILE.matcher(path.substring(path.lastIndexOf('/') + 1));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The open uploads under `folder` of the runs that are meant.
  public List<PendingUpload> uploads(String folder, Predicate<String> isMeant) {
    return store.listUploads(OutputFolder.of(store, folder).path()).stream()
        .filter(upload -> runOf(upload.path()).filter(isMeant).isPresent())
        .toList();
  }

  /// Finishes the commit to `folder` if one is under way, and then takes away the uploads of runs
  /// that are over, and parts of writes that were begun before `before`.
  ///
  /// @throws StintException when the commit cannot be finished; then no upload is dropped
  public void sweep(String folder, Predicate<String> isOver, Instant before) {
    var _ = PendingCommit.finish(store, folder);
    drop(uploads(folder, isOver));
    var _ = store.sweepTemporary(OutputFolder.of(store, folder).path(), before);
  }

  /// Drops uploads; those that are gone already do not matter.
  void drop(Collection<PendingUpload> uploads) {
    Parallel.each(store, uploads, upload -> store.abortUpload(upload.path(), upload.uploadId()));
  }
}
