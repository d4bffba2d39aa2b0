package dev.stint.coordinator.commit;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes the files of one run visible under its output's path, all or none of them.
///
/// The order is what a crash at any point leaves behind: first the old `_SUCCESS` goes, so that
/// from here on the folder does not claim to be complete; then the new files appear; then, when
/// overwriting, the old ones go; last comes the new `_SUCCESS`. Until the old ones go, a failure
/// takes the new ones back. Names hold the run's id, so new files replace nothing.
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
  /// @throws StintException saying what is visible now
  public void complete(List<PendingFile> files) {
    List<String> replaced =
        output.mode() == WriteMode.OVERWRITE
            ? store.list(folder).stream().map(ObjectInfo::path).toList()
            : List.of();
    store.delete(List.of(folder + SUCCESS));
    publish(files);
    try {
      store.delete(replaced);
      var manifest = PlanJson.writePretty(Manifest.of(runId, folder, files));
      store.write(folder + SUCCESS, manifest.getBytes(StandardCharsets.UTF_8));
    } catch (StintException e) {
      throw new StintException(
          e.kind(),
          "the new files in %s are complete and visible, but old ones may remain and there is no %s: %s"
              .formatted(folder, SUCCESS, e.getMessage()),
          e);
    }
  }

  private void publish(List<PendingFile> files) {
    try {
      Parallel.each(
          files, file -> store.completeUpload(file.path(), file.uploadId(), file.partETags()));
    } catch (RuntimeException e) {
      // In this order: an upload that is dropped cannot be completed by a late request.
      attempt(() -> drop(files), e);
      attempt(() -> store.delete(files.stream().map(PendingFile::path).toList()), e);
      throw e;
    }
  }

  private static void attempt(Runnable step, RuntimeException cause) {
    try {
      step.run();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
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
    return store.head(filePath()).isPresent();
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
