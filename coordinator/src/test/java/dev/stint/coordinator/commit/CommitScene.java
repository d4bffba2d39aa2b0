package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// An output folder with what a mode allows to be there, and a run that is about to commit.
final class CommitScene {

  static final String RUN = "run-1";

  final ObjectStore store;
  final String out;
  final WriteMode mode;
  final List<String> oldNames;
  final List<PendingFile> files;

  CommitScene(ObjectStore store, String out, WriteMode mode) {
    this.store = store;
    this.out = out;
    this.mode = mode;
    this.oldNames =
        switch (mode) {
          case APPEND, OVERWRITE -> List.of("p=1/part-00000-0-run-0-0.csv", "p=9/old.csv");
          case ERRORIFEXISTS, IGNORE -> List.of();
        };
    oldNames.forEach(name -> store.write(out + "/" + name, new byte[] {1}));
    if (!oldNames.isEmpty()) {
      var manifest = new Manifest(1, "run-0", 0, 0, List.of());
      store.write(out + "/_SUCCESS", dev.stint.plan.json.PlanJson.write(manifest));
    }
    this.files = uploads(RUN, 3);
  }

  List<PendingFile> uploads(String runId, int count) {
    var uploads = new ArrayList<PendingFile>();
    for (int i = 0; i < count; i++) {
      var path = "%s/p=%d/part-%05d-0-%s-0.csv".formatted(out, i, i, runId);
      var id = store.startUpload(path);
      var eTag = store.uploadPart(path, id, 1, new byte[] {1, 2, 3}, 3);
      uploads.add(new PendingFile(path, id, List.of(eTag), 3, 5));
    }
    return uploads;
  }

  FileCommit commit(ObjectStore through) {
    return commit(through, mode, RUN);
  }

  FileCommit commit(ObjectStore through, WriteMode mode, String runId) {
    var sink = new FileSink(ParquetFormat.DEFAULT, out, mode, List.of(), 1);
    return new FileCommit(through, sink, runId);
  }

  /// Whether the run has committed, as the store says before anybody has helped.
  boolean isCommitted() {
    var folder = OutputFolder.of(store, out);
    return folder.pending().isPresent()
        || folder.claim().flatMap(OutputFolder.Claim::runId).stream().anyMatch(RUN::equals);
  }

  List<String> names(boolean isCommitted) {
    var names = new TreeSet<String>();
    if (!isCommitted || mode == WriteMode.APPEND) {
      names.addAll(oldNames);
    }
    if (isCommitted) {
      names.addAll(names(files));
    }
    return List.copyOf(names);
  }

  List<String> names(List<PendingFile> pending) {
    return pending.stream().map(file -> file.path().substring(out.length() + 1)).toList();
  }

  List<String> visible() {
    var folder = OutputFolder.of(store, out);
    return folder.list().stream()
        .filter(folder::isVisible)
        .map(ObjectInfo::path)
        .map(folder::relative)
        .toList();
  }

  /// After `gc`.
  void assertNothingLeft() {
    new Leftovers(store).sweep(out, _ -> true, Instant.MAX);
    assertThat(store.head(out + "/_stint_commit")).isEmpty();
    assertThat(store.listUploads(out + "/")).isEmpty();
    assertThat(store.list(out + "/"))
        .extracting(info -> info.path().substring(out.length() + 1))
        .allMatch(name -> name.equals("_SUCCESS") || name.startsWith("p="));
  }
}
