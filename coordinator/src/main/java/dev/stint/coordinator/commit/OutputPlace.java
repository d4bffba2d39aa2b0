package dev.stint.coordinator.commit;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.WriteMode;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectPath;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;

/// What a run's write mode makes of what is there where the run writes.
record OutputPlace(ObjectStore store, OutputFolder folder, WriteMode mode, String runId) {

  /// Whether the run has to do anything, once `finishOthers` has finished the commits to the
  /// folder, where it is one.
  ///
  /// @throws StintException of kind USER when the mode does not allow it
  FileCommit.Start begin(Runnable finishOthers) {
    boolean isFile = isFile();
    if (!isFile) {
      finishOthers.run();
    }
    return switch (mode) {
      case APPEND, OVERWRITE -> {
        if (isFile) {
          throw StintException.user(
              folder.name()
                  + " is a file; the output must be a folder. Remove it or write elsewhere");
        }
        yield FileCommit.Start.PROCEED;
      }
      case IGNORE ->
          isFile || isOutputIn(folder.list()) ? FileCommit.Start.SKIP : FileCommit.Start.PROCEED;
      case ERRORIFEXISTS -> {
        if (isFile || isOutputIn(folder.list())) {
          throw isThere();
        }
        yield FileCommit.Start.PROCEED;
      }
    };
  }

  /// Whether the mode adds nothing to `objects`, which are all that is there.
  boolean isRefused(List<ObjectInfo> objects) {
    return mayRefuse() && isOutputIn(objects);
  }

  /// Whether the mode refuses to add to output.
  boolean mayRefuse() {
    return switch (mode) {
      case APPEND, OVERWRITE -> false;
      case ERRORIFEXISTS, IGNORE -> true;
    };
  }

  /// How a run ends whose files were refused.
  FileCommit.Ending refused() {
    return switch (mode) {
      case IGNORE -> FileCommit.Ending.SKIPPED;
      case ERRORIFEXISTS -> throw isThere();
      case APPEND, OVERWRITE -> throw gone();
    };
  }

  private StintException isThere() {
    return StintException.user(
        folder.name()
            + " is there already. Remove it, write elsewhere, or use mode append, overwrite or"
            + " ignore");
  }

  /// That the run's files are no more.
  StintException gone() {
    return StintException.user(
        ("the files of run %s are neither waiting nor there in %s: they were swept before the run"
                + " could commit, or a later run has replaced them. Start it anew")
            .formatted(runId, folder.name()));
  }

  /// A bucket's root is none.
  private boolean isFile() {
    boolean isRoot = ObjectPath.parsePrefix(folder.name() + "/").key().isEmpty();
    return !isRoot && store.head(folder.name()).isPresent();
  }

  private boolean isOutputIn(List<ObjectInfo> objects) {
    return objects.stream().anyMatch(object -> folder.isVisible(object) && !isOwn(object));
  }

  private boolean isOwn(ObjectInfo object) {
    return Leftovers.runOf(object.path()).stream().anyMatch(runId::equals);
  }
}
