package dev.stint.coordinator.commit;

import dev.stint.coordinator.commit.OutputFolder.Pending;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.PendingCommits;
import java.util.function.Consumer;

/// Commits that have reached their point and are not finished, to whoever comes by. Safe for use by
/// many threads.
public final class PendingCommit implements PendingCommits {

  private static final int MAX_COMMITS = 100;
  private static final int MAX_TRIES = 3;

  private final ObjectStore store;

  public PendingCommit(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String settle(String given) {
    var path = given.replaceFirst("^s3[an]://", "s3://");
    boolean isStored = path.startsWith("file:") || path.startsWith("s3:");
    if (!isStored) {
      return ""; // a scheme that only Hadoop knows
    }
    var folder = OutputFolder.of(store, path);
    finish(folder, _ -> {});
    return store.head(folder.successPath()).map(ObjectInfo::eTag).orElse("");
  }

  /// Finishes the commit to `folder`, if one is under way, and says whether one was.
  ///
  /// @throws StintException naming the run and the remedy, of its cause's kind, when it cannot be
  ///   finished from here
  public static boolean finish(ObjectStore store, String folder) {
    return finish(OutputFolder.of(store, folder), _ -> {});
  }

  /// Tells of nothing but [CommitStep.FinishedOther].
  static boolean finish(OutputFolder folder, Consumer<CommitStep> listener) {
    for (int count = 0; count < MAX_COMMITS; count++) {
      var pending = folder.pending();
      if (pending.isEmpty()) {
        return count > 0;
      }
      try {
        rollForward(folder, pending.get(), _ -> {});
      } catch (StintException e) {
        throw unfinished(folder, pending.get().record().runId(), e);
      }
      listener.accept(new CommitStep.FinishedOther(pending.get().record().runId()));
    }
    throw new StintException(
        FailureKind.TRANSIENT, "other runs keep committing to " + folder.name(), null);
  }

  /// Goes on after failures that may pass.
  static RollForward.Ending rollForward(
      OutputFolder folder, Pending pending, Consumer<CommitStep> listener) {
    var commit = new RollForward(folder, pending, listener);
    for (int attempt = 1; ; attempt++) {
      try {
        return commit.run();
      } catch (StintException e) {
        if (e.kind() != FailureKind.TRANSIENT || attempt == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  private static StintException unfinished(OutputFolder folder, String runId, StintException e) {
    return new StintException(
        e.kind(),
        ("run %s has committed to %s, but was cut off before all was in place, and it cannot be"
                + " finished from here: %s. Have someone read or write there who may write and"
                + " delete in it")
            .formatted(runId, folder.name(), e.getMessage()),
        e);
  }
}
