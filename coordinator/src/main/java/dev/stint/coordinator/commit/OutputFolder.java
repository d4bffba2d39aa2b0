package dev.stint.coordinator.commit;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.catalog.PendingCommits;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// A folder that runs write to, and what says how far their commits are. `path` ends in a slash.
record OutputFolder(ObjectStore store, String path) {

  /// How often an object may be replaced while it is read.
  private static final int MAX_READS = 100;

  /// A commit that is under way, and the object that says so.
  record Pending(CommitRecord record, ObjectInfo object) {}

  /// `_SUCCESS`, and the run it is of; none when others than Stint have written it.
  record Claim(Optional<String> runId, ObjectInfo object) {}

  static OutputFolder of(ObjectStore store, String path) {
    return new OutputFolder(store, path.endsWith("/") ? path : path + "/");
  }

  String recordPath() {
    return path + CommitRecord.NAME;
  }

  String successPath() {
    return path + FileCommit.SUCCESS;
  }

  /// Without the closing slash, as a user would write it.
  String name() {
    return path.substring(0, path.length() - 1);
  }

  /// @throws StintException of kind USER when what is there is of another folder or version
  Optional<Pending> pending() {
    return read(
        recordPath(),
        (object, json) -> {
          var record = CommitRecord.read(recordPath(), json);
          if (!record.folder().equals(path)) {
            throw elsewhere(record);
          }
          return new Pending(record, object);
        },
        _ -> true);
  }

  /// Paths must be as the run wrote them: a file that has another name would pass for an old one.
  private StintException elsewhere(CommitRecord record) {
    return StintException.user(
        ("%s is of a commit of run %s to %s: the folder was moved or copied, or is read by another"
                + " name, before the commit was finished. Read or write %s by that name; if this is"
                + " a copy, remove it")
            .formatted(recordPath(), record.runId(), record.folder(), record.folder()));
  }

  boolean holds(Pending pending) {
    return store
        .head(recordPath())
        .filter(object -> object.eTag().equals(pending.object().eTag()))
        .isPresent();
  }

  Optional<Claim> claim() {
    return read(
        successPath(),
        (object, json) -> new Claim(runId(json), object),
        claim -> claim.runId().isPresent());
  }

  private static Optional<String> runId(byte[] json) {
    try {
      return Optional.of(PlanJson.read(json, Manifest.class).runId());
    } catch (StintException _) {
      return Optional.empty(); // Spark's is empty
    }
  }

  List<ObjectInfo> list() {
    return store.list(path);
  }

  String relative(String objectPath) {
    return objectPath.substring(path.length());
  }

  /// Whether readers of the folder see an object: not if its name, or a folder's, begins with `_`
  /// or `.`. A Hive folder such as `_year=2026` is seen.
  boolean isVisible(ObjectInfo object) {
    for (var name : relative(object.path()).split("/", -1)) {
      if (name.startsWith(".") || (name.startsWith("_") && !name.contains("="))) {
        return false;
      }
    }
    return true;
  }

  /// The folders below this one, among those of `objects`, to which a commit is under way.
  List<OutputFolder> pendingBelow(List<ObjectInfo> objects) {
    return objects.stream()
        .map(ObjectInfo::path)
        .filter(object -> object.endsWith("/" + CommitRecord.NAME) && !object.equals(recordPath()))
        .map(object -> object.substring(0, object.length() - CommitRecord.NAME.length()))
        .map(folder -> new OutputFolder(store, folder))
        .toList();
  }

  /// The folders above of which this one is a partition, nearest first.
  List<OutputFolder> above() {
    return PendingCommits.tableFoldersAbove(name()).stream()
        .map(folder -> OutputFolder.of(store, folder))
        .toList();
  }

  /// Reads an object of that size: if it is replaced by then, what comes is a part of another, or
  /// too little. `isSure` says what cannot come of that.
  private <T> Optional<T> read(
      String object, BiFunction<ObjectInfo, byte[], T> parser, Predicate<T> isSure) {
    for (int attempt = 1; ; attempt++) {
      var found = store.head(object);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try {
        byte[] bytes = store.read(object, 0, Math.toIntExact(found.get().bytes()));
        var parsed = parser.apply(found.get(), bytes);
        if (isSure.test(parsed) || attempt == MAX_READS || store.head(object).equals(found)) {
          return Optional.of(parsed);
        }
      } catch (StintException e) {
        boolean mayHaveChanged = e.kind() == FailureKind.USER && attempt < MAX_READS;
        if (!mayHaveChanged || store.head(object).equals(found)) {
          throw e;
        }
      }
    }
  }
}
