package dev.stint.tests.simulation;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// S3 as one actor of the world sees it: it is busy for as long as its requests take, tries again
/// as the real adapter does, and may die in the middle of any of them. A conditional create is
/// tried once, so that its answer may be lost for good.
///
/// How much of the world an actor meets between its requests, its [Actor.Waiting] says.
final class SimulatedObjectStore implements ObjectStore {

  private static final int LIST_PAGE = 1000;
  private static final int DELETE_BATCH = 1000;

  private final SimulatedS3 s3;
  private final Actor actor;
  private final S3Client client;

  SimulatedObjectStore(SimulatedS3 s3, Actor actor, S3Client client) {
    this.s3 = s3;
    this.actor = actor;
    this.client = client;
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return run(S3Operation.HEAD, path, 0, () -> s3.state().head(path));
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    return run(S3Operation.GET, path, length, () -> s3.state().open(path, eTag, offset, length));
  }

  @Override
  public void write(String path, byte[] bytes) {
    var _ = run(S3Operation.PUT, path, bytes.length, () -> put(path, bytes));
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    var tried =
        tryOnce(
            S3Operation.PUT,
            path,
            bytes.length,
            1,
            () -> {
              boolean isCreated = s3.state().createIfAbsent(path, bytes);
              if (isCreated) {
                s3.written(path);
              }
              return isCreated;
            });
    return tried.answer(S3Operation.PUT, path);
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    var listed = run(S3Operation.LIST, prefix, 0, () -> s3.state().list(prefix));
    payFurtherPages(prefix, listed.size());
    return listed;
  }

  @Override
  public List<String> folders(String folder) {
    return run(S3Operation.LIST, folder, 0, () -> s3.state().folders(folder));
  }

  @Override
  public void delete(Collection<String> paths) {
    var all = paths.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += DELETE_BATCH) {
      var batch = all.subList(from, Math.min(from + DELETE_BATCH, all.size()));
      var _ =
          tryAgain(
              S3Operation.DELETE,
              batch.getFirst(),
              0,
              batch.size(),
              () -> {
                var there =
                    batch.stream().filter(path -> s3.state().head(path).isPresent()).toList();
                s3.state().delete(batch);
                s3.deleted(there);
                return true;
              });
    }
  }

  @Override
  public String startUpload(String path) {
    return run(S3Operation.START_UPLOAD, path, 0, () -> s3.state().startUpload(path));
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    return run(
        S3Operation.UPLOAD_PART,
        path,
        length,
        () -> s3.state().uploadPart(path, uploadId, number, bytes, length));
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    var _ =
        run(
            S3Operation.COMPLETE_UPLOAD,
            path,
            0,
            () -> {
              s3.state().completeUpload(path, uploadId, partETags);
              s3.written(path);
              return true;
            });
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    var _ =
        run(
            S3Operation.ABORT_UPLOAD,
            path,
            0,
            () -> {
              s3.state().abortUpload(path, uploadId);
              return true;
            });
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    var listed = run(S3Operation.LIST, prefix, 0, () -> s3.state().listUploads(prefix));
    payFurtherPages(prefix, listed.size());
    return listed;
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return run(
        S3Operation.DELETE,
        seen.path(),
        0,
        () -> {
          boolean isDeleted = s3.state().deleteIfUnchanged(seen);
          if (isDeleted) {
            s3.deleted(List.of(seen.path()));
          }
          return isDeleted;
        });
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    return run(S3Operation.LIST, upload.path(), 0, () -> s3.state().uploadedBytes(upload));
  }

  /// So that all requests come from the actor's own threads.
  @Override
  public int requestsAtOnce() {
    return 1;
  }

  @Override
  public void close() {}

  private boolean put(String path, byte[] bytes) {
    s3.state().write(path, bytes);
    s3.written(path);
    return true;
  }

  private void payFurtherPages(String prefix, int entries) {
    for (int page = 1; page < Math.ceilDiv(entries, LIST_PAGE); page++) {
      var _ = run(S3Operation.LIST, prefix, 0, () -> true);
    }
  }

  private <T> T run(S3Operation operation, String path, long bytes, Supplier<T> effect) {
    return tryAgain(operation, path, bytes, 1, effect);
  }

  private <T> T tryAgain(
      S3Operation operation, String path, long bytes, int keys, Supplier<T> effect) {
    for (int number = 1; ; number++) {
      var tried = tryOnce(operation, path, bytes, keys, effect);
      if (tried.isAnswered() || number == S3Client.MAX_TRIES) {
        return tried.answer(operation, path);
      }
      actor.spend(client.backoff(number));
    }
  }

  private <T> Tried<T> tryOnce(
      S3Operation operation, String path, long bytes, int keys, Supplier<T> effect) {
    actor.live();
    var pace = client.pace(operation, path);
    long sendNanos = pace.reserve(actor.reachedNanos());
    actor.spend(Duration.ofNanos(sendNanos - actor.reachedNanos()));
    var outcome = s3.request(operation, path, bytes, keys, client, actor.reachedNanos());
    var effectAfter = S3Calls.effectAfter(outcome.duration());
    actor.spend(effectAfter);
    T result =
        switch (outcome.fate()) {
          case DONE, ANSWER_LOST -> effect.get();
          case SLOW_DOWN, ERROR, DAMAGED -> null;
        };
    actor.live();
    actor.spend(outcome.duration().minus(effectAfter));
    if (outcome.fate() == SimulatedS3.Fate.SLOW_DOWN) {
      pace.reject(sendNanos, actor.reachedNanos());
    }
    return new Tried<>(outcome.fate(), result);
  }

  /// What one try came to.
  private record Tried<T>(SimulatedS3.Fate fate, @Nullable T result) {

    boolean isAnswered() {
      return fate == SimulatedS3.Fate.DONE;
    }

    /// @throws StintException of kind TRANSIENT when there is none
    T answer(S3Operation operation, String path) {
      if (isAnswered() && result != null) {
        return result;
      }
      throw StintException.transientFailure(
          "%s of %s: %s".formatted(operation, path, fate), new IOException(fate.toString()));
    }
  }
}
