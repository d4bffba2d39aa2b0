package dev.stint.coordinator.commit;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What killed runs have left under an output's path, and nobody sees: commits that are not
/// finished, open uploads, and, on files, parts of writes that were cut off.
public final class Leftovers {

  /// As the functions' sinks name their files.
  private static final Pattern FILE = Pattern.compile("part-\\d{5,}-\\d+-(.+)-\\d+\\.[^/]+");

  private final ObjectStore store;

  public Leftovers(ObjectStore store) {
    this.store = store;
  }

  /// An open upload of a run; the bytes of its parts take storage.
  public record OpenUpload(PendingUpload upload, String runId, long bytes) {}

  /// What a sweep has done: `bytes` are those of the uploads and the temporary files.
  public record Freed(int finishedCommits, int uploads, int temporaryFiles, long bytes) {}

  /// The run that writes the file at `path`; empty when no run of Stint does.
  public static Optional<String> runOf(String path) {
    var matcher = FILE.matcher(path.substring(path.lastIndexOf('/') + 1));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// The open uploads under `folder` of runs that are not alive, begun before `before`. Costs a
  /// request for each.
  public List<OpenUpload> uploads(String folder, Predicate<String> isAlive, Instant before) {
    return store.listUploads(OutputFolder.of(store, folder).path()).stream()
        .filter(upload -> upload.begun().isBefore(before))
        .flatMap(
            upload ->
                runOf(upload.path()).filter(isAlive.negate()).stream()
                    .map(run -> new OpenUpload(upload, run, store.uploadedBytes(upload))))
        .toList();
  }

  /// Finishes the commits that are under way at and below `folder`, which may be a bucket, and then
  /// takes away what else is left and was begun before `before`. `isAlive` says which runs may
  /// still commit: their uploads stay.
  ///
  /// @throws StintException when a commit cannot be finished; then no upload is dropped
  public Freed sweep(String folder, Predicate<String> isAlive, Instant before) {
    var output = OutputFolder.of(store, folder);
    int finishedCommits = finishCommits(output);
    var uploads = uploads(folder, isAlive, before);
    Parallel.each(
        store, uploads, open -> store.abortUpload(open.upload().path(), open.upload().uploadId()));
    var temporary = store.sweepTemporary(output.path(), before);
    long bytes = uploads.stream().mapToLong(OpenUpload::bytes).sum();
    return new Freed(
        finishedCommits, uploads.size(), temporary.fileCount(), bytes + temporary.bytes());
  }

  private static int finishCommits(OutputFolder output) {
    int count = 0;
    for (var folder : output.pendingBelow(output.list())) {
      count += PendingCommit.finish(folder, _ -> {}) ? 1 : 0;
    }
    return count + (PendingCommit.finish(output, _ -> {}) ? 1 : 0);
  }
}
