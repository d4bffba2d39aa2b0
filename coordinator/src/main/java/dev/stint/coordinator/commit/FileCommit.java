package dev.stint.coordinator.commit;

import static java.util.stream.Collectors.toSet;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Makes the files of one run visible under its output's path, all or none of them.
///
/// The order is what a crash at any point leaves behind: first the old `_SUCCESS` goes, so that
/// from here on the folder does not claim to be complete; then the new files appear; then, when
/// overwriting, the old ones go; last comes the new `_SUCCESS`. Until an old file is gone, a
/// failure takes the new ones back and then restores the old `_SUCCESS`; after that there is only
/// the way forward, which is tried once more. Names hold the run's id, so new files replace
/// nothing.
public final class FileCommit {

  /// The file that says that a folder is complete.
  public static final String SUCCESS = "_SUCCESS";

  /// Whether a run has to do anything.
  public enum Start {
    PROCEED,
    /// There is output already, and the mode says to leave it.
    SKIP
  }

  private final ObjectStore store;
  private final FileSink output;
  private final String runId;
  private final String folder;

  public FileCommit(ObjectStore store, FileSink output, String runId) {
    this.store = store;
    this.output = output;
    this.runId = runId;
    this.folder = output.path().endsWith("/") ? output.path() : output.path() + "/";
  }

  /// Judges what is there before the run.
  ///
  /// @throws StintException of kind USER when the mode does not allow it
  public Start begin() {
    return switch (output.mode()) {
      case APPEND, OVERWRITE -> {
        if (isFile()) {
          throw StintException.user(
              filePath() + " is a file; the output must be a folder. Remove it or write elsewhere");
        }
        yield Start.PROCEED;
      }
      case IGNORE -> isOutputThere() ? Start.SKIP : Start.PROCEED;
      case ERRORIFEXISTS -> {
        if (isOutputThere()) {
          throw StintException.user(
              filePath()
                  + " is there already. Remove it, write elsewhere, or use mode append, overwrite"
                  + " or ignore");
        }
        yield Start.PROCEED;
      }
    };
  }

  /// Makes `files` visible, and no others of this run.
  ///
  /// @throws StintException when nothing has changed, or saying that the commit ended halfway
  public void complete(List<PendingFile> files) {
    var before = Before.of(store, folder, output.mode());
    try {
      store.delete(List.of(folder + SUCCESS));
      Parallel.each(
          files, file -> store.completeUpload(file.path(), file.uploadId(), file.partETags()));
    } catch (RuntimeException e) {
      throw backFrom(e, before, files);
    }
    try {
      replace(before, files);
    } catch (RuntimeException e) {
      recover(before, files, e);
    }
  }

  /// What the folder held: the files that are to go, and the bytes of its `_SUCCESS`, if any.
  private record Before(List<String> replaced, Optional<byte[]> success) {

    static Before of(ObjectStore store, String folder, WriteMode mode) {
      if (mode != WriteMode.OVERWRITE) {
        return new Before(List.of(), success(store, store.head(folder + SUCCESS)));
      }
      var objects = store.list(folder);
      var success = objects.stream().filter(object -> object.path().equals(folder + SUCCESS));
      var others = objects.stream().filter(object -> !object.path().equals(folder + SUCCESS));
      return new Before(others.map(ObjectInfo::path).toList(), success(store, success.findFirst()));
    }

    private static Optional<byte[]> success(ObjectStore store, Optional<ObjectInfo> object) {
      return object.map(found -> store.read(found.path(), 0, Math.toIntExact(found.bytes())));
    }

    boolean isWhole(ObjectStore store, String folder) {
      var there = store.list(folder).stream().map(ObjectInfo::path).collect(toSet());
      return there.containsAll(replaced);
    }
  }

  private void replace(Before before, List<PendingFile> files) {
    store.delete(before.replaced());
    var manifest = PlanJson.writePretty(Manifest.of(runId, folder, files));
    store.write(folder + SUCCESS, manifest.getBytes(StandardCharsets.UTF_8));
  }

  /// All new files are there. Back if no old one is gone yet, else forward once more.
  private void recover(Before before, List<PendingFile> files, RuntimeException cause) {
    boolean isWhole;
    try {
      isWhole = before.isWhole(store, folder);
      if (!isWhole) {
        replace(before, files);
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      throw halfway(cause);
    }
    if (isWhole) {
      throw backFrom(cause, before, files);
    }
  }

  /// What to throw, once all is as it was.
  private RuntimeException backFrom(
      RuntimeException cause, Before before, List<PendingFile> files) {
    try {
      takeBack(before, files);
      return cause;
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
      return halfway(cause);
    }
  }

  /// Each step only after the one before it: a `_SUCCESS` must not stand beside files that are not
  /// its own, and an upload that is dropped cannot be completed by a late request.
  private void takeBack(Before before, List<PendingFile> files) {
    store.delete(List.of(folder + SUCCESS));
    drop(files);
    store.delete(files.stream().map(PendingFile::path).toList());
    before.success().ifPresent(bytes -> store.write(folder + SUCCESS, bytes));
  }

  private StintException halfway(RuntimeException cause) {
    var kind = cause instanceof StintException known ? known.kind() : FailureKind.INTERNAL;
    return new StintException(
        kind,
        "the commit ended halfway: in %s new files may stand beside old ones, and %s may be missing: %s"
            .formatted(folder, SUCCESS, cause.getMessage()),
        cause);
  }

  /// Drops files that are not to appear.
  public void drop(List<PendingFile> files) {
    Parallel.each(files, file -> store.abortUpload(file.path(), file.uploadId()));
  }

  /// Drops every upload of this run that is still open, also those of attempts that never answered:
  /// their names hold the run's id.
  public void dropAll() {
    var open =
        store.listUploads(folder).stream()
            .filter(upload -> upload.path().substring(folder.length()).contains(runId))
            .toList();
    Parallel.each(open, upload -> store.abortUpload(upload.path(), upload.uploadId()));
  }

  private boolean isOutputThere() {
    return isFile()
        || store.list(folder).stream()
            .map(object -> object.path().substring(folder.length()))
            .anyMatch(path -> !isHidden(path));
  }

  private boolean isFile() {
    boolean isRoot = ObjectPath.parsePrefix(folder).key().isEmpty();
    return !isRoot && store.head(filePath()).isPresent();
  }

  private String filePath() {
    return folder.substring(0, folder.length() - 1);
  }

  /// As readers see it: a file or folder whose name begins with `_` or `.` is not there. A Hive
  /// folder such as `_year=2026` is.
  private static boolean isHidden(String relativePath) {
    for (var name : relativePath.split("/", -1)) {
      if (name.startsWith(".") || (name.startsWith("_") && !name.contains("="))) {
        return true;
      }
    }
    return false;
  }
}
