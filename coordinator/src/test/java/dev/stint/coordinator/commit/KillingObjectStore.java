package dev.stint.coordinator.commit;

import dev.stint.shuffle.store.ExactInputStream;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.store.PendingUpload;
import dev.stint.shuffle.store.SweptFiles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A store whose user dies at its n-th request: before it has an effect, within it (of several
/// objects the first half is deleted), or after it. The dead make no more requests.
public final class KillingObjectStore implements ObjectStore {

  public enum Moment {
    BEFORE,
    WITHIN,
    AFTER
  }

  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final ObjectStore store;
  private final int lastRequest;
  private final Moment moment;
  private int requests;

  public KillingObjectStore(ObjectStore store, int lastRequest, Moment moment) {
    this.store = store;
    this.lastRequest = lastRequest;
    this.moment = moment;
  }

  public synchronized boolean hasKilled() {
    return requests >= lastRequest;
  }

  private <T> T run(Supplier<T> request) {
    return run(request, () -> {});
  }

  /// One request after another: what comes after the last has no effect.
  private synchronized <T> T run(Supplier<T> request, Runnable half) {
    requests++;
    if (requests > lastRequest) {
      throw new Killed();
    }
    if (requests < lastRequest) {
      return request.get();
    }
    switch (moment) {
      case BEFORE -> {}
      case WITHIN -> half.run();
      case AFTER -> {
        var _ = request.get();
      }
    }
    throw new Killed();
  }

  private boolean did(Runnable request) {
    request.run();
    return true;
  }

  @Override
  public Optional<ObjectInfo> head(String path) {
    return run(() -> store.head(path));
  }

  @Override
  public ExactInputStream open(String path, @Nullable String eTag, long offset, long length) {
    return run(() -> store.open(path, eTag, offset, length));
  }

  @Override
  public void write(String path, byte[] bytes) {
    run(() -> did(() -> store.write(path, bytes)));
  }

  @Override
  public boolean createIfAbsent(String path, byte[] bytes) {
    return run(() -> store.createIfAbsent(path, bytes));
  }

  @Override
  public List<ObjectInfo> list(String prefix) {
    return run(() -> store.list(prefix));
  }

  @Override
  public void delete(Collection<String> paths) {
    run(
        () -> did(() -> store.delete(paths)),
        () -> store.delete(paths.stream().limit(paths.size() / 2).toList()));
  }

  @Override
  public boolean deleteIfUnchanged(ObjectInfo seen) {
    return run(() -> store.deleteIfUnchanged(seen));
  }

  @Override
  public String startUpload(String path) {
    return run(() -> store.startUpload(path));
  }

  @Override
  public String uploadPart(String path, String uploadId, int number, byte[] bytes, int length) {
    return run(() -> store.uploadPart(path, uploadId, number, bytes, length));
  }

  @Override
  public void completeUpload(String path, String uploadId, List<String> partETags) {
    run(() -> did(() -> store.completeUpload(path, uploadId, partETags)));
  }

  @Override
  public void abortUpload(String path, String uploadId) {
    run(() -> did(() -> store.abortUpload(path, uploadId)));
  }

  @Override
  public List<PendingUpload> listUploads(String prefix) {
    return run(() -> store.listUploads(prefix));
  }

  @Override
  public long uploadedBytes(PendingUpload upload) {
    return run(() -> store.uploadedBytes(upload));
  }

  @Override
  public SweptFiles sweepTemporary(String prefix, Instant before) {
    return run(() -> store.sweepTemporary(prefix, before));
  }

  @Override
  public List<String> folders(String folder) {
    return store.folders(folder);
  }

  @Override
  public void close() {}
}
