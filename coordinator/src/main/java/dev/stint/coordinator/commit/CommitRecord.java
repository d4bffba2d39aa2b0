package dev.stint.coordinator.commit;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.sql.catalog.PendingCommits;
import java.util.List;
import java.util.Set;

/// What stands in `_stint_commit`: all that is needed to finish the commit of a run to `folder`,
/// which ends in a slash.
record CommitRecord(
    int version, String runId, String folder, WriteMode mode, List<PendingFile> files) {

  static final String NAME = PendingCommits.RECORD;

  private static final int VERSION = 1;

  CommitRecord {
    files = List.copyOf(files);
  }

  static CommitRecord of(String runId, String folder, WriteMode mode, List<PendingFile> files) {
    return new CommitRecord(VERSION, runId, folder, mode, files);
  }

  /// @throws StintException of kind USER naming `path` when it is none of this version
  static CommitRecord read(String path, byte[] json) {
    CommitRecord record;
    try {
      record = PlanJson.read(json, CommitRecord.class);
    } catch (StintException e) {
      throw unknown(path, e);
    }
    if (record.version != VERSION) {
      throw unknown(path, StintException.internal("version " + record.version, null));
    }
    return record;
  }

  private static StintException unknown(String path, StintException cause) {
    return StintException.user(
        ("%s is no record of a commit that this version of Stint can finish (%s). Let the version"
                + " that wrote it read or write there")
            .formatted(path, cause.getMessage()),
        cause);
  }

  Set<String> paths() {
    return files.stream().map(PendingFile::path).collect(toUnmodifiableSet());
  }

  byte[] json() {
    return PlanJson.write(this);
  }
}
