package dev.stint.tests.simulation;

import dev.stint.coordinator.commit.FileCommit;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Another run that writes to the same place, as far as its commit is concerned: its files are
/// ready, so that its commit can meet another between any two requests.
final class Rival {

  static final String RUN_ID = "run-2";

  private final SimulatedObjectStore store;
  private final Actor process;
  private final WriteMode mode;
  private FileCommit.@Nullable Ending ending;
  private @Nullable StintException thrown;

  Rival(SimulatedObjectStore store, Actor process, WriteMode mode) {
    this.store = store;
    this.process = process;
    this.mode = mode;
  }

  Actor process() {
    return process;
  }

  WriteMode mode() {
    return mode;
  }

  /// Begins, within the world's time.
  void start(SimulatedS3 s3, int fileCount) {
    var files = upload(s3, fileCount);
    process.begin(() -> commit(files), () -> {});
  }

  private static List<PendingFile> upload(SimulatedS3 s3, int count) {
    var files = new ArrayList<PendingFile>();
    for (int number = 0; number < count; number++) {
      var path = "%spart-%05d-0-%s-0.parquet".formatted(WorldPlan.OUTPUT, number, RUN_ID);
      var uploadId = s3.state().startUpload(path);
      var part = s3.state().uploadPart(path, uploadId, 1, new byte[1], 1);
      files.add(new PendingFile(path, uploadId, List.of(part), 1, 1));
    }
    return files;
  }

  private void commit(List<PendingFile> files) {
    var sink = new FileSink(ParquetFormat.DEFAULT, WorldPlan.OUTPUT, mode, List.of(), 1);
    var commit = new FileCommit(store, sink, RUN_ID);
    try {
      if (commit.begin() == FileCommit.Start.PROCEED) {
        ending = commit.complete(files, _ -> {});
      }
    } catch (StintException e) {
      thrown = e;
    }
  }

  /// What is wrong with how it ended.
  Optional<String> breach(OutputJudge output) {
    boolean isCommitted = output.isCommitted(RUN_ID);
    if (ending == FileCommit.Ending.COMMITTED && !isCommitted) {
      return Optional.of("a rival says that it committed, and did not");
    }
    if (ending == FileCommit.Ending.SKIPPED && isCommitted && !output.isReplaced(RUN_ID)) {
      return Optional.of("a rival says that it skipped, and committed");
    }
    boolean isForeseen =
        thrown == null
            || thrown.kind() == FailureKind.TRANSIENT
            || String.valueOf(thrown.getMessage()).contains("committed")
            || output.isReplaced(RUN_ID)
            || (mode == WriteMode.ERRORIFEXISTS && !isCommitted);
    return isForeseen ? Optional.empty() : Optional.of("a rival failed: " + thrown.getMessage());
  }
}
